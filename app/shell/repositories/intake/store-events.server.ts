import { batch, query, type Sql } from "#shell/db/sql.server.ts";
import type { RecordedExit } from "#core/engine/exits.ts";
import type { StoreEventStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";

/** A delivery as it came in. */
export interface EventReceipt {
  id: string;
  shopDomain: string;
  topic: string;
  eventId: string;
  webhookId: string;
  triggeredAt: Instant;
  receivedAt: Instant;
  /** The raw body, deflated. */
  payload: Buffer;
}

export type EventReceiptResult = "stored" | "duplicate" | "unknown_shop";

/** Stores many deliveries in one statement, each event once. @returns the fate of each, in order */
export async function storeReceipts(sql: Sql, receipts: readonly EventReceipt[]): Promise<EventReceiptResult[]> {
  const rows = await batch<{ id: string; stored: boolean }>(
    sql,
    `WITH input AS (
       SELECT i.*, s."id" AS "shopId" FROM json_to_recordset($1::json) AS i("id" uuid, "shopDomain" text,
         "topic" text, "eventId" text,
         "webhookId" text, "triggeredAt" timestamptz, "receivedAt" timestamptz, "payload" bytea)
       JOIN "Shop" s ON s."domain" = i."shopDomain"),
     stored AS (
       INSERT INTO "StoreEvent" ("id", "shopId", "topic", "eventId", "webhookId", "triggeredAt",
         "receivedAt", "payload")
       SELECT "id", "shopId", "topic", "eventId", "webhookId", "triggeredAt", "receivedAt", "payload"
         FROM input
       ON CONFLICT ("shopId", "topic", "eventId") DO NOTHING RETURNING "id")
     SELECT input."id", stored."id" IS NOT NULL AS "stored" FROM input LEFT JOIN stored USING ("id")`,
    receipts.map((receipt) => ({ ...receipt, payload: `\\x${receipt.payload.toString("hex")}` })),
  );
  const fates = new Map(rows.map(({ id, stored }) => [id, stored ? ("stored" as const) : ("duplicate" as const)]));
  return receipts.map(({ id }) => fates.get(id) ?? "unknown_shop");
}

export interface OwnReceipt extends Omit<EventReceipt, "shopDomain"> {
  shopId: string;
}

/** Stores events of our own, each once. @returns how many are new */
export async function storeOwnEvents(sql: Sql, receipts: readonly OwnReceipt[]): Promise<number> {
  const rows = await batch(
    sql,
    `INSERT INTO "StoreEvent" ("id", "shopId", "topic", "eventId", "webhookId", "triggeredAt", "receivedAt", "payload")
     SELECT i."id", i."shopId", i."topic", i."eventId", i."webhookId", i."triggeredAt", i."receivedAt", i."payload"
       FROM json_populate_recordset(NULL::"StoreEvent", $1::json) i
     ON CONFLICT ("shopId", "topic", "eventId") DO NOTHING RETURNING "id"`,
    receipts.map((receipt) => ({ ...receipt, payload: `\\x${receipt.payload.toString("hex")}` })),
  );
  return rows.length;
}

/** The newest processed event about each of these things that names a customer: who it is of, and what was told. */
export const findOrderEvents = (
  sql: Sql,
  subjects: readonly { shopId: string; subject: string }[],
): Promise<{ shopId: string; subject: string; customerId: string; topic: string; payload: Buffer | null }[]> =>
  batch(
    sql,
    `
      SELECT i."shopId", i."subject", e."customerId", e."topic", e."payload"
        FROM json_to_recordset($1::json) AS i("shopId" uuid, "subject" text)
     CROSS JOIN LATERAL (SELECT * FROM "StoreEvent" e WHERE e."shopId" = i."shopId" AND e."subject" = i."subject"
       AND e."status" = 'processed' AND e."customerId" IS NOT NULL
       ORDER BY e."triggeredAt" DESC LIMIT 1) e`,
    subjects,
  );

/**
 * How far back among a shop's events a sample is looked for: further would be slow to find, and too old to be of use.
 */
const SAMPLED_AMONG = 2_000;

/** The shop's newest processed events of these topics that name a customer. */
export const findRecentEvents = (
  sql: Sql,
  { shopId, topics, limit }: { shopId: string; topics: readonly string[]; limit: number },
): Promise<(ClaimedEvent & { customerId: string })[]> =>
  query(
    sql,
    `
      SELECT e."id", e."shopId", s."domain" AS "shopDomain", e."topic", e."triggeredAt", e."attempts", e."payload",
        e."customerId"
     FROM (SELECT * FROM "StoreEvent" WHERE "shopId" = $1 ORDER BY "receivedAt" DESC LIMIT ${SAMPLED_AMONG}) e
       JOIN "Shop" s ON s."id" = e."shopId"
     WHERE e."topic" = ANY($2) AND e."status" = 'processed' AND e."payload" IS NOT NULL AND e."customerId" IS NOT NULL
     ORDER BY e."triggeredAt" DESC LIMIT $3`,
    [shopId, topics, limit],
  );

export interface ClaimedEvent extends Record<string, unknown> {
  id: string;
  shopId: string;
  shopDomain: string;
  topic: string;
  triggeredAt: Instant;
  attempts: number;
  payload: Buffer | null;
}

/** Claims events that nobody is at, oldest first, for as long as the lease. A claim counts as a try. */
export const claimStoreEvents = (
  sql: Sql,
  { now, until, limit }: { now: Instant; until: Instant; limit: number },
): Promise<ClaimedEvent[]> =>
  query(
    sql,
    `UPDATE "StoreEvent" e SET "leaseUntil" = $2, "attempts" = e."attempts" + 1
     FROM (SELECT "id" FROM "StoreEvent" WHERE "status" = 'received' AND ("leaseUntil" IS NULL OR "leaseUntil" < $1)
           ORDER BY "triggeredAt" LIMIT $3 FOR UPDATE SKIP LOCKED) due, "Shop" s
     WHERE e."id" = due."id" AND s."id" = e."shopId"
     RETURNING e."id", e."shopId", s."domain" AS "shopDomain", e."topic", e."triggeredAt", e."attempts", e."payload"`,
    [now, until, limit],
  );

/** An event of our own that was stored within this transaction, and is taken in within it too. */
export async function claimOwnEvent(
  sql: Sql,
  { shopId, topic, eventId }: Pick<OwnReceipt, "shopId" | "topic" | "eventId">,
): Promise<ClaimedEvent | null> {
  const [row] = await query<ClaimedEvent>(
    sql,
    `
      SELECT e."id", e."shopId", s."domain" AS "shopDomain", e."topic", e."triggeredAt", e."attempts", e."payload"
        FROM "StoreEvent" e JOIN "Shop" s ON s."id" = e."shopId"
     WHERE e."shopId" = $1 AND e."topic" = $2 AND e."eventId" = $3`,
    [shopId, topic, eventId],
  );
  return row ?? null;
}

/**
 * One ingest at a time for a shop: an order and the checkout that it ends must not pass one another. Held until the
 * transaction ends.
 */
export const lockIntake = (sql: Sql, shopIds: readonly string[]): Promise<unknown> =>
  query(sql, `SELECT pg_advisory_xact_lock(hashtextextended("id", 5)) FROM unnest($1::text[]) AS "id"`, [
    [...new Set(shopIds)].sort(),
  ]);

/** Of the events claimed, those still to be done. */
export async function lockReceived(sql: Sql, ids: readonly string[]): Promise<Set<string>> {
  const rows = await query<{ id: string }>(
    sql,
    `SELECT "id" FROM "StoreEvent" WHERE "id" = ANY($1::uuid[]) AND "status" = 'received' FOR UPDATE`,
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}

export interface EventResult {
  id: string;
  status: Extract<StoreEventStatus, "processed" | "ignored">;
  reason: string | null;
  outcome: Record<string, number> | null;
  customerId: string | null;
  subject: string | null;
  relatedSubject: string | null;
  /** What people call the order that it is about. */
  subjectName: string | null;
  recognised: readonly string[];
  processedAt: Instant;
}

export const recordResults = (sql: Sql, results: readonly EventResult[]): Promise<unknown> =>
  batch(
    sql,
    `
      UPDATE "StoreEvent" e SET "status" = i."status", "reason" = i."reason", "outcome" = i."outcome",
        "customerId" = i."customerId",
       "subject" = i."subject", "relatedSubject" = i."relatedSubject", "subjectName" = i."subjectName",
         "recognised" = i."recognised", "processedAt" = i."processedAt", "leaseUntil" = NULL
     FROM json_populate_recordset(NULL::"StoreEvent", $1::json) i WHERE e."id" = i."id"`,
    results,
  );

/** Gives an event back for another try at `retryAt`, or for good when that is null. */
export const recordFailure = (sql: Sql, id: string, reason: string, retryAt: Instant | null): Promise<unknown> =>
  query(
    sql,
    `
      UPDATE "StoreEvent" SET "status" = CASE WHEN $3::timestamptz IS NULL THEN 'failed'
        ELSE "status" END, "reason" = $2, "leaseUntil" = $3
     WHERE "id" = $1 AND "status" = 'received'`,
    [id, reason.slice(0, 1_000), retryAt],
  );

/** A processed event that may end sequences. */
export interface RecordedExitRow extends RecordedExit {
  id: string;
  shopId: string;
}

export interface ExitQuery {
  shopIds: readonly string[];
  subjects: readonly string[];
  customerIds: readonly string[];
  /** The triggers that end something. */
  recognised: readonly string[];
}

/** Events, processed before, that end sequences about these subjects or of these customers. */
export async function findExits(
  sql: Sql,
  { shopIds, subjects, customerIds, recognised }: ExitQuery,
): Promise<RecordedExitRow[]> {
  if (recognised.length === 0) return [];
  const columns = `"id", "shopId", "subject", "relatedSubject", "customerId", "triggeredAt", "recognised"`;
  return query<RecordedExitRow & Record<string, unknown>>(
    sql,
    `SELECT ${columns} FROM "StoreEvent" WHERE "shopId" = ANY($1::uuid[]) AND "subject" = ANY($2) AND "recognised" && $4
     UNION SELECT ${columns} FROM "StoreEvent" WHERE "shopId" = ANY($1::uuid[]) AND "relatedSubject" = ANY($2)
       AND "recognised" && $4
     UNION SELECT ${columns} FROM "StoreEvent" WHERE "customerId" = ANY($3::uuid[]) AND "recognised" && $4`,
    [shopIds, subjects, customerIds, recognised],
  );
}

/** How many events wait, and since when the oldest. */
export async function countWaiting(sql: Sql): Promise<number> {
  const [row] = await query<{ waiting: number }>(
    sql,
    `SELECT count(*)::int AS "waiting" FROM "StoreEvent" WHERE "status" = 'received'`,
  );
  return row?.waiting ?? 0;
}
