import type { GroupSums } from "#core/analytics/holdout.ts";
import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

export interface HoldoutSums {
  treated: GroupSums;
  heldOut: GroupSums;
}

const NO_ONE: GroupSums = { people: 0, y: 0, yy: 0, x: 0, xx: 0, xy: 0 };

/**
 * Sums what the recipients of a campaign and its holdout spent, by what they were meant to get. The largest amount in a
 * thousand caps the others, so that one order of a reseller decides nothing. Cancelled orders do not count, and refunds
 * are taken off.
 * @param span spending counts from `from` to `to`, and as earlier spending from `before` to `from`
 */
export async function readHoldoutSums(
  sql: Sql,
  campaignId: string,
  { before, from, to, currency }: { before: Instant; from: Instant; to: Instant; currency: string },
): Promise<HoldoutSums> {
  const rows = await query<GroupSums & { held: boolean } & Record<string, unknown>>(
    sql,
    `
      WITH person AS (
        SELECT r."id", r."status" = ${STATUS.held_out} AS "held",
          coalesce(sum(o."total") FILTER (WHERE o."placedAt" >= $3), 0)::float8 AS "y",
          coalesce(sum(o."total") FILTER (WHERE o."placedAt" < $3), 0)::float8 AS "x"
        FROM "CampaignRecipient" r
          LEFT JOIN "StoreOrder" o ON o."customerId" = r."customerId"
            AND o."shopId" = r."shopId"
            AND o."currency" = $5
            AND o."cancelledAt" IS NULL
            AND o."placedAt" >= $2
            AND o."placedAt" < $4
        WHERE r."campaignId" = $1 AND r."status" <> ${STATUS.left_out}
        GROUP BY r."id", r."status"
      ),
      cap AS (
        SELECT percentile_cont(0.999) WITHIN GROUP (ORDER BY "y") AS "y", percentile_cont(0.999) WITHIN GROUP (ORDER BY "x") AS "x"
        FROM person
      ),
      capped AS (
        SELECT p."held", least(p."y", c."y") AS "y", least(p."x", c."x") AS "x" FROM person p CROSS JOIN cap c
      )
      SELECT "held", count(*)::int AS "people", sum("y") AS "y", sum("y" * "y") AS "yy", sum("x") AS "x",
        sum("x" * "x") AS "xx", sum("x" * "y") AS "xy"
      FROM capped
      GROUP BY "held"`,
    [campaignId, before, from, to, currency],
  );
  const group = (held: boolean): GroupSums => rows.find((row) => row.held === held) ?? NO_ONE;
  return { treated: group(false), heldOut: group(true) };
}
