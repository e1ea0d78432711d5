import type { ConsentState } from "#core/statuses.ts";
import type { Instant } from "#core/time.ts";
import { insert, query, type Sql } from "#shell/db/sql.server.ts";

/** Proof of an opt-in or opt-out; written once, never changed. */
export interface ConsentRecord {
  id: string;
  shopId: string;
  customerId: string | null;
  phone: string | null;
  phoneHash: string | null;
  state: ConsentState;
  previous: ConsentState;
  optInLevel: string | null;
  source: string;
  words: string | null;
  wordsVersion: string | null;
  messageId: string | null;
  occurredAt: Instant | string;
  createdAt: Instant;
}

export const recordConsents = (sql: Sql, records: readonly ConsentRecord[]): Promise<void> => insert(sql, "ConsentEvent", records);

/** The state that a stop by keyword ended, for who resumes; null where there was none. */
export async function stateBeforeStop(sql: Sql, shopId: string, phoneHash: string): Promise<ConsentState | null> {
  const [row] = await query<{ previous: ConsentState }>(
    sql,
    `SELECT "previous" FROM "ConsentEvent" WHERE "shopId" = $1 AND "phoneHash" = $2 AND "state" = 'unsubscribed' AND "source" = 'keyword'
     ORDER BY "occurredAt" DESC LIMIT 1`,
    [shopId, phoneHash],
  );
  return row?.previous ?? null;
}

export const suppress = (sql: Sql, rows: readonly { id: string; shopId: string; phoneHash: string; reason: string; createdAt: Instant }[]): Promise<void> =>
  insert(
    sql,
    "Suppression",
    rows.map((row) => ({ ...row, liftedAt: null })),
    `ON CONFLICT ("shopId", "phoneHash") DO UPDATE SET "liftedAt" = NULL, "reason" = excluded."reason", "createdAt" = excluded."createdAt" WHERE "Suppression"."liftedAt" IS NOT NULL`,
  );

export const liftSuppression = (sql: Sql, shopIds: readonly string[], phoneHash: string, at: Instant): Promise<unknown> =>
  query(sql, `UPDATE "Suppression" SET "liftedAt" = $3 WHERE "shopId" = ANY($1::uuid[]) AND "phoneHash" = $2 AND "liftedAt" IS NULL`, [shopIds, phoneHash, at]);
