import type { HistoryKind } from "#core/intake/import/past-events.ts";
import type { Instant } from "#core/time/time.ts";
import { batch, query, type Sql } from "#shell/db/sql.server.ts";

export interface HistoryObject {
  shopId: string;
  subject: string;
  kind: HistoryKind;
  customerId: string;
  at: Instant;
  before: Instant;
  /** Deflated. */
  body: Buffer;
}

/** The events that tell of an object from its beginning: an object that webhooks told so is no history. */
const TOLD_BY = `
  CASE i."kind" WHEN 'order' THEN ARRAY['orders/create'] WHEN 'checkout' THEN ARRAY['checkouts/create', 'checkouts/update']
    ELSE ARRAY['customers_marketing_consent/update'] END`;

/** Saves imported objects, each once, without those that webhooks told. The first import of an object holds. */
export const saveHistory = (sql: Sql, objects: readonly HistoryObject[]): Promise<unknown> =>
  batch(
    sql,
    `
      INSERT INTO "StoreHistory" ("shopId", "subject", "kind", "customerId", "at", "before", "body")
      SELECT i."shopId", i."subject", i."kind", i."customerId", i."at", i."before", i."body"
      FROM json_populate_recordset(NULL::"StoreHistory", $1::json) i
      WHERE NOT EXISTS (
        SELECT 1
        FROM "StoreEvent" e
        WHERE e."shopId" = i."shopId"
          AND e."subject" = regexp_replace(i."subject", '^consent:', 'customer:')
          AND e."topic" = ANY(${TOLD_BY})
          AND NOT e."test"
      )
      ON CONFLICT ("shopId", "subject") DO NOTHING`,
    objects.map((object) => ({ ...object, body: `\\x${object.body.toString("hex")}` })),
  );

export interface HistoryMark {
  at: Instant;
  subject: string;
}

export type HistoryRow = Omit<HistoryObject, "shopId"> & Record<string, unknown>;

/** One page of a shop's history, by its beginnings. */
export const pageHistory = (
  sql: Sql,
  shopId: string,
  { at, subject }: HistoryMark,
  limit: number,
): Promise<HistoryRow[]> =>
  query(
    sql,
    `
      SELECT "subject", "kind", "customerId", "at", "before", "body"
      FROM "StoreHistory"
      WHERE "shopId" = $1 AND ("at", "subject") > ($2, $3)
      ORDER BY "at", "subject" LIMIT $4`,
    [shopId, at, subject, limit],
  );

/** How many objects a shop's history has, and when it begins. */
export async function readHistoryReach(sql: Sql, shopId: string): Promise<{ objects: number; since: Instant | null }> {
  const [row] = await query<{ objects: number; since: Instant | null }>(
    sql,
    `SELECT count(*)::int AS "objects", min("at") AS "since" FROM "StoreHistory" WHERE "shopId" = $1`,
    [shopId],
  );
  return row ?? { objects: 0, since: null };
}
