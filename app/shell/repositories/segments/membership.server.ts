import type { Instant } from "#core/time/time.ts";
import { daysUntilEachBirthday } from "#core/segments/birthday.ts";
import type { Predicate } from "#core/segments/predicate.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { renderPredicate } from "./render-predicate.ts";

/** Which customers to find: the customers of a shop that a predicate holds for at a moment. */
export interface Holding {
  shopId: string;
  predicate: Predicate;
  now: Instant;
  timezone: string;
}

/** SQL: the ids of the customers, with the parameters. `$1` is the shop, `$2` is now. */
function selectHolding({ shopId, predicate, now, timezone }: Holding): { text: string; values: unknown[] } {
  const values: unknown[] = [shopId, now];
  const birthdays = () => daysUntilEachBirthday(now.toZonedDateTimeISO(timezone).toPlainDate());
  const { joins, where } = renderPredicate(predicate, values, birthdays);
  const text = `
    SELECT c."id"
    FROM "Customer" c
    ${joins}
    WHERE c."shopId" = $1 AND $2::timestamptz IS NOT NULL
      AND c."erasedAt" IS NULL AND c."mergedIntoId" IS NULL AND ${where}`;
  return { text, values };
}

/**
 * Lets the statements of the open transaction read a whole shop at once. The planner takes a table that was empty a moment
 * ago, or a predicate that it cannot estimate, for a few rows, and would go through 100,000 one by one.
 */
export const planForWholeShop = (sql: Sql): Promise<unknown> =>
  query(sql, `SELECT set_config('work_mem', '64MB', true), set_config('enable_nestloop', 'off', true)`);

/** The number of customers that a predicate holds for. */
export async function countHolding(sql: Sql, holding: Holding): Promise<number> {
  const { text, values } = selectHolding(holding);
  const [row] = await query<{ count: string }>(sql, `SELECT count(*) AS "count" FROM (${text}) c`, values);
  return Number(row?.count ?? 0);
}

/** The ids of customers that a predicate holds for. */
export async function findHolding(sql: Sql, holding: Holding): Promise<string[]> {
  const { text, values } = selectHolding(holding);
  return (await query<{ id: string }>(sql, text, values)).map(({ id }) => id);
}

/** Who should be in a segment: those that a predicate holds for, or a list. */
export type Wanted = Holding | { shopId: string; now: Instant; customerIds: readonly string[] };

const selectWanted = (wanted: Wanted): { text: string; values: unknown[] } =>
  "predicate" in wanted
    ? selectHolding(wanted)
    : {
        text: `
          SELECT c."id"
          FROM "Customer" c
          WHERE c."shopId" = $1 AND $2::timestamptz IS NOT NULL AND c."erasedAt" IS NULL AND c."id" = ANY($3::uuid[])`,
        values: [wanted.shopId, wanted.now, wanted.customerIds],
      };

/** SQL: the members of the segment who are not wanted, and the wanted who are not members. */
const GONE = `m."segmentId" = $SEGMENT AND NOT EXISTS (SELECT 1 FROM wanted w WHERE w."id" = m."customerId")`;
const COME = `NOT EXISTS (SELECT 1 FROM "SegmentMember" m WHERE m."segmentId" = $SEGMENT AND m."customerId" = w."id")`;

function onSegment(sql: string, values: unknown[], segmentId: string): string {
  const segment = `$${values.push(segmentId)}::uuid`;
  return sql.replaceAll("$SEGMENT", segment);
}

/** Makes a segment's members the wanted customers, in one statement. Repeated, it changes nothing. */
export async function replaceMembers(sql: Sql, segmentId: string, wanted: Wanted): Promise<void> {
  const { text, values } = selectWanted(wanted);
  const changes = onSegment(
    `
      gone AS (
        DELETE FROM "SegmentMember" m WHERE ${GONE}
      )
      INSERT INTO "SegmentMember" ("shopId", "segmentId", "customerId", "joinedAt")
      SELECT $1, $SEGMENT, w."id", $2
      FROM wanted w
      WHERE ${COME}
      ON CONFLICT DO NOTHING`,
    values,
    segmentId,
  );
  await query(sql, `WITH wanted AS MATERIALIZED (${text}), ${changes}`, values);
}

/** The customers who would join and leave a segment. */
export async function findDifferences(
  sql: Sql,
  segmentId: string,
  wanted: Wanted,
): Promise<{ joined: string[]; left: string[] }> {
  const { text, values } = selectWanted(wanted);
  const changes = onSegment(
    `
      SELECT w."id", true AS "joins" FROM wanted w WHERE ${COME}
      UNION ALL
      SELECT m."customerId", false FROM "SegmentMember" m WHERE ${GONE}
      ORDER BY 1`,
    values,
    segmentId,
  );
  const rows = await query<{ id: string; joins: boolean }>(
    sql,
    `WITH wanted AS MATERIALIZED (${text}) ${changes}`,
    values,
  );
  const idsOf = (joins: boolean) => rows.flatMap((row) => (row.joins === joins ? [row.id] : []));
  return { joined: idsOf(true), left: idsOf(false) };
}

export async function countMembers(sql: Sql, segmentId: string): Promise<number> {
  const [row] = await query<{ count: number }>(
    sql,
    `SELECT count(*)::int AS "count" FROM "SegmentMember" WHERE "segmentId" = $1`,
    [segmentId],
  );
  return row?.count ?? 0;
}

/** The customers of a shop with these numbers at Shopify: their ids here, and how many are not known here. */
export async function findByShopifyIds(
  sql: Sql,
  shopId: string,
  shopifyIds: readonly string[],
): Promise<{ customerIds: string[]; unknown: number }> {
  const rows = await query<{ id: string }>(
    sql,
    `SELECT "id" FROM "Customer" WHERE "shopId" = $1 AND "shopifyId" = ANY($2::text[]) AND "erasedAt" IS NULL`,
    [shopId, shopifyIds],
  );
  return { customerIds: rows.map(({ id }) => id), unknown: Math.max(0, new Set(shopifyIds).size - rows.length) };
}
