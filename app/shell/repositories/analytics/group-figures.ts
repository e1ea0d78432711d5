/**
 * SQL of the figures of groups, after the table expression `person` with a row per person: "group", "y" spent after the
 * start and "x" before it. The largest amount in a thousand caps the others, so that one order of a reseller decides
 * nothing.
 */
export const GROUP_FIGURES = `
  cap AS (
    SELECT percentile_cont(0.999) WITHIN GROUP (ORDER BY "y") AS "y", percentile_cont(0.999) WITHIN GROUP (ORDER BY "x") AS "x"
    FROM person
  ),
  capped AS (
    SELECT p."group", least(p."y", c."y") AS "y", least(p."x", c."x") AS "x" FROM person p CROSS JOIN cap c
  )
  SELECT "group", count(*)::int AS "people", sum("y") AS "y", sum("y" * "y") AS "yy", sum("x") AS "x",
    sum("x" * "x") AS "xx", sum("x" * "y") AS "xy", count(*) FILTER (WHERE "y" > 0)::int AS "bought",
    count(*) FILTER (WHERE "x" > 0)::int AS "boughtBefore", count(*) FILTER (WHERE "x" > 0 AND "y" > 0)::int AS "boughtBoth"
  FROM capped
  GROUP BY "group"`;

/** SQL for what the orders `o` of a person add up to, from and before an instant, after refunds and cancellations. */
export const spentFrom = (instant: string): string =>
  `coalesce(sum(coalesce(o."net", o."total")) FILTER (WHERE o."placedAt" >= ${instant}), 0)::float8`;
export const spentBefore = (instant: string): string =>
  `coalesce(sum(coalesce(o."net", o."total")) FILTER (WHERE o."placedAt" < ${instant}), 0)::float8`;
