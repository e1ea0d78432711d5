import { batch, query, recordset, type Sql } from "#shell/db/sql.server.ts";
import { subjectCountsSince, type RecordedExit } from "#core/engine/exits.ts";
import type { StoreEventStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** A received webhook delivery. */
export interface EventReceipt {
  id: string;
  shopDomain: string;
  topic: string;
  eventId: string;
  webhookId: string;
  triggeredAt: Instant;
  receivedAt: Instant;
  /** Shopify sent it as a test. */
  test: boolean;
  /** The raw body, deflated. */
  payload: Buffer;
}

export type EventReceiptResult = "stored" | "duplicate" | "unknown_shop";

/** Stores deliveries in one statement, each event once. @returns one result per delivery, in order */
export async function storeReceipts(sql: Sql, receipts: readonly EventReceipt[]): Promise<EventReceiptResult[]> {
  const rows = await batch<{ id: string; stored: boolean }>(
    sql,
    `
      WITH input AS (
        SELECT i.*, s."id" AS "shopId"
        FROM json_to_recordset($1::json) AS i(
          "id" uuid, "shopDomain" text, "topic" text, "eventId" text, "webhookId" text, "triggeredAt" timestamptz,
          "receivedAt" timestamptz, "test" boolean, "payload" bytea
        )
          JOIN "Shop" s ON s."domain" = i."shopDomain"
      ),
      stored AS (
        INSERT INTO "StoreEvent" (
          "id", "shopId", "topic", "eventId", "webhookId", "triggeredAt", "receivedAt", "test", "payload"
        )
        SELECT "id", "shopId", "topic", "eventId", "webhookId", "triggeredAt", "receivedAt", "test", "payload"
        FROM input
        ON CONFLICT ("shopId", "topic", "eventId") DO NOTHING
        RETURNING "id"
      )
      SELECT input."id", stored."id" IS NOT NULL AS "stored"
      FROM input
        LEFT JOIN stored USING ("id")`,
    receipts.map((receipt) => ({ ...receipt, payload: `\\x${receipt.payload.toString("hex")}` })),
  );
  const results = new Map(rows.map(({ id, stored }) => [id, stored ? ("stored" as const) : ("duplicate" as const)]));
  return receipts.map(({ id }) => results.get(id) ?? "unknown_shop");
}

export interface OwnReceipt extends Omit<EventReceipt, "shopDomain" | "test"> {
  shopId: string;
  /** Not taken in earlier; by default at once. */
  leaseUntil?: Instant | null;
}

/** Stores Shopbell's own events, each once. @returns the number of new events */
export async function storeOwnEvents(sql: Sql, receipts: readonly OwnReceipt[]): Promise<number> {
  const rows = await batch(
    sql,
    `
      INSERT INTO "StoreEvent" (
        "id", "shopId", "topic", "eventId", "webhookId", "triggeredAt", "receivedAt", "leaseUntil", "payload"
      )
      SELECT i."id", i."shopId", i."topic", i."eventId", i."webhookId", i."triggeredAt", i."receivedAt",
        i."leaseUntil", i."payload"
      FROM json_populate_recordset(NULL::"StoreEvent", $1::json) i
      ON CONFLICT ("shopId", "topic", "eventId") DO NOTHING
      RETURNING "id"`,
    receipts.map((receipt) => ({ ...receipt, payload: `\\x${receipt.payload.toString("hex")}` })),
  );
  return rows.length;
}

/** Takes back own events that were not taken in yet. */
export const withdrawOwnEvents = (
  sql: Sql,
  { shopId, topic, eventIds }: { shopId: string; topic: string; eventIds: readonly string[] },
): Promise<unknown> =>
  query(
    sql,
    `
      DELETE FROM "StoreEvent"
      WHERE "shopId" = $1 AND "topic" = $2 AND "eventId" = ANY($3) AND "status" = ${STATUS.received} AND "attempts" = 0`,
    [shopId, topic, eventIds],
  );

/** Finds the newest processed event with a customer for each subject. */
export const findOrderEvents = (
  sql: Sql,
  subjects: readonly { shopId: string; subject: string }[],
): Promise<{ shopId: string; subject: string; customerId: string; topic: string; payload: Buffer | null }[]> =>
  batch(
    sql,
    `
      SELECT i."shopId", i."subject", e."customerId", e."topic", e."payload"
      FROM json_to_recordset($1::json) AS i("shopId" uuid, "subject" text)
        CROSS JOIN LATERAL (
          SELECT *
          FROM "StoreEvent" e
          WHERE e."shopId" = i."shopId"
            AND e."subject" = i."subject"
            AND e."status" = ${STATUS.processed}
            AND NOT e."test"
            AND e."customerId" IS NOT NULL
          ORDER BY e."triggeredAt" DESC LIMIT 1
        ) e`,
    subjects,
  );

/** The number of newest events of a shop that are searched for samples, so that the query stays fast. */
const SAMPLE_WINDOW = 2_000;

/** Finds the shop's newest processed events of these topics with a customer. */
export const findRecentEvents = (
  sql: Sql,
  { shopId, topics, limit }: { shopId: string; topics: readonly string[]; limit: number },
): Promise<(ClaimedEvent & { customerId: string })[]> =>
  query(
    sql,
    `
      SELECT e."id", e."shopId", s."domain" AS "shopDomain", e."topic", e."triggeredAt", e."test" AS "isTest", e."attempts", e."waits", e."payload",
        e."customerId"
      FROM (SELECT * FROM "StoreEvent" WHERE "shopId" = $1 ORDER BY "receivedAt" DESC LIMIT ${SAMPLE_WINDOW}) e
        JOIN "Shop" s ON s."id" = e."shopId"
      WHERE e."topic" = ANY($2) AND e."status" = ${STATUS.processed} AND e."payload" IS NOT NULL AND e."customerId" IS NOT NULL
      ORDER BY e."triggeredAt" DESC LIMIT $3`,
    [shopId, topics, limit],
  );

export interface ClaimedEvent extends Record<string, unknown> {
  id: string;
  shopId: string;
  shopDomain: string;
  topic: string;
  triggeredAt: Instant;
  /** Shopify sent it as a test. */
  isTest: boolean;
  attempts: number;
  /** How often it has looked for its order. */
  waits: number;
  payload: Buffer | null;
}

/** A claim of received events. */
interface EventClaim {
  now: Instant;
  until: Instant;
  limit: number;
  /** Shops whose events are left alone. */
  without: readonly string[];
  /** The shop that had the last turn: with more shops than the limit, those after it come first. */
  after?: string | null;
}

/**
 * Claims received events without a live lease: in turns between the shops, so that no shop's flood holds up another's,
 * and each shop's oldest first. A claim counts as an attempt.
 * @param without shops whose events are left alone
 */
export const claimStoreEvents = (
  sql: Sql,
  { now, until, limit, without, after = null }: EventClaim,
): Promise<ClaimedEvent[]> =>
  query(
    sql,
    `
      WITH RECURSIVE waiting AS (
        (
          SELECT "shopId" FROM "StoreEvent" WHERE "status" = ${STATUS.received} ORDER BY "shopId" LIMIT 1
        )
        UNION ALL
        SELECT (
          SELECT e."shopId"
          FROM "StoreEvent" e
          WHERE e."status" = ${STATUS.received} AND e."shopId" > w."shopId"
          ORDER BY e."shopId" LIMIT 1
        )
        FROM waiting w
        WHERE w."shopId" IS NOT NULL
      ),
      shop AS (
        SELECT w."shopId"
        FROM waiting w
        WHERE w."shopId" <> ALL($4::uuid[])
          AND EXISTS (
            SELECT 1
            FROM "StoreEvent" e
            WHERE e."shopId" = w."shopId"
              AND e."status" = ${STATUS.received}
              AND (e."leaseUntil" IS NULL OR e."leaseUntil" < $1)
          )
      ),
      locked AS MATERIALIZED (
        SELECT due."id", shop."shopId", row_number() OVER (PARTITION BY shop."shopId" ORDER BY due."triggeredAt") AS "turn",
          due."triggeredAt"
        FROM shop
          CROSS JOIN LATERAL (
            SELECT e."id", e."triggeredAt"
            FROM "StoreEvent" e
            WHERE e."shopId" = shop."shopId"
              AND e."status" = ${STATUS.received}
              AND (e."leaseUntil" IS NULL OR e."leaseUntil" < $1)
            ORDER BY e."triggeredAt" LIMIT greatest(1, ceil($3::numeric / (SELECT count(*) FROM shop)))::int
            FOR UPDATE SKIP LOCKED
          ) due
      ),
      due AS (
        SELECT "id" FROM locked ORDER BY "turn", coalesce("shopId" > $5::uuid, false) DESC, "shopId" LIMIT $3
      )
      UPDATE "StoreEvent" e
      SET "leaseUntil" = $2, "attempts" = e."attempts" + 1
      FROM due,
        "Shop" s
      WHERE e."id" = due."id" AND s."id" = e."shopId"
      RETURNING e."id", e."shopId", s."domain" AS "shopDomain", e."topic", e."triggeredAt", e."test" AS "isTest", e."attempts", e."waits", e."payload"`,
    [now, until, limit, without, after],
  );

/** Reads one of Shopbell's own events for ingesting it in the transaction that emitted it. */
export async function claimOwnEvent(
  sql: Sql,
  { shopId, topic, eventId }: Pick<OwnReceipt, "shopId" | "topic" | "eventId">,
): Promise<ClaimedEvent | null> {
  const [row] = await query<ClaimedEvent>(
    sql,
    `
      SELECT e."id", e."shopId", s."domain" AS "shopDomain", e."topic", e."triggeredAt", e."test" AS "isTest", e."attempts", e."waits", e."payload"
      FROM "StoreEvent" e
        JOIN "Shop" s ON s."id" = e."shopId"
      WHERE e."shopId" = $1 AND e."topic" = $2 AND e."eventId" = $3`,
    [shopId, topic, eventId],
  );
  return row ?? null;
}

/**
 * Locks the intake of shops until the transaction ends. One ingest per shop at a time, so that an order and the
 * checkout that it completes cannot miss each other.
 */
export const lockIntake = (sql: Sql, shopIds: readonly string[]): Promise<unknown> =>
  query(sql, `SELECT pg_advisory_xact_lock(hashtextextended("id", 5)) FROM unnest($1::text[]) AS "id"`, [
    [...new Set(shopIds)].sort(),
  ]);

/** Locks claimed events. @returns the ids of those that are still "received" */
export async function lockReceivedEvents(sql: Sql, ids: readonly string[]): Promise<Set<string>> {
  const rows = await query<{ id: string }>(
    sql,
    `SELECT "id" FROM "StoreEvent" WHERE "id" = ANY($1::uuid[]) AND "status" = ${STATUS.received} FOR UPDATE`,
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
  /** The name of the order that the event is about, such as "#1001". */
  subjectName: string | null;
  recognised: readonly string[];
  processedAt: Instant;
}

/** Records the results of ingested events and ends their leases. */
export const recordResults = (sql: Sql, results: readonly EventResult[]): Promise<unknown> =>
  batch(
    sql,
    `
      UPDATE "StoreEvent" e
      SET "status" = i."status", "reason" = i."reason", "outcome" = i."outcome", "customerId" = i."customerId",
        "subject" = i."subject", "relatedSubject" = i."relatedSubject", "subjectName" = i."subjectName",
        "recognised" = i."recognised", "processedAt" = i."processedAt", "leaseUntil" = NULL
      FROM json_populate_recordset(NULL::"StoreEvent", $1::json) i
      WHERE e."id" = i."id"`,
    results,
  );

/** Records a failure of ingesting: a retry at `retryAt`, or the status "failed" when `retryAt` is null. */
export const recordFailure = (sql: Sql, id: string, reason: string, retryAt: Instant | null): Promise<unknown> =>
  query(
    sql,
    `
      UPDATE "StoreEvent"
      SET "status" = CASE WHEN $3::timestamptz IS NULL THEN ${STATUS.failed} ELSE "status" END, "reason" = $2, "leaseUntil" = $3
      WHERE "id" = $1 AND "status" = ${STATUS.received}`,
    [id, reason.slice(0, 1_000), retryAt],
  );

/** Gives back claimed events until an instant; the claim does not count as an attempt. */
export const putOffEvents = (sql: Sql, ids: readonly string[], until: Instant): Promise<unknown> =>
  query(
    sql,
    `
      UPDATE "StoreEvent"
      SET "leaseUntil" = $2, "attempts" = "attempts" - 1
      WHERE "id" = ANY($1::uuid[]) AND "status" = ${STATUS.received}`,
    [ids, until],
  );

/** Lets events of an unknown order wait. They are received still, and are claimed again when they look next. */
export const recordWaits = (
  sql: Sql,
  rows: readonly { id: string; relatedSubject: string; subjectName: string | null; reason: string; until: Instant }[],
): Promise<unknown> =>
  batch(
    sql,
    `
      UPDATE "StoreEvent" e
      SET "leaseUntil" = i."until", "waits" = e."waits" + 1, "attempts" = 0, "reason" = i."reason",
        "relatedSubject" = i."relatedSubject",
        "subjectName" = i."subjectName"
      FROM json_to_recordset($1::json) AS i(
        "id" uuid, "relatedSubject" text, "subjectName" text, "reason" text, "until" timestamptz
      )
      WHERE e."id" = i."id" AND e."status" = ${STATUS.received}`,
    rows,
  );

/** A processed event that may end sequences. */
export interface RecordedExitRow extends RecordedExit {
  id: string;
  shopId: string;
}

export interface ExitQuery {
  listeners: readonly {
    shopId: string;
    subjects: readonly string[];
    customerId: string | null;
    /** Of the customer, and of a subject that outlasts its events, only later events count. */
    since: Instant;
  }[];
  /** The keys of triggers that end or wake sequences. */
  recognised: readonly string[];
}

/** Finds processed events that may end or wake sequences of these subjects or customers. */
export async function findExitEvents(sql: Sql, { listeners, recognised }: ExitQuery): Promise<RecordedExitRow[]> {
  if (recognised.length === 0 || listeners.length === 0) return [];
  const columns = `e."id", e."shopId", e."subject", e."relatedSubject", e."customerId", e."triggeredAt", e."recognised"`;
  const subjects = listeners.flatMap(({ shopId, subjects: about, since }) =>
    about.map((subject) => ({ shopId, subject, since: subjectCountsSince(subject, since) })),
  );
  const customers = listeners.flatMap(({ customerId, since }) => (customerId ? [{ customerId, since }] : []));
  return query<RecordedExitRow & Record<string, unknown>>(
    sql,
    `
      WITH about AS (
        SELECT "shopId", "subject", CASE WHEN bool_or("since" IS NULL) THEN NULL ELSE min("since") END AS "since"
        FROM json_to_recordset($1::json) AS i("shopId" uuid, "subject" text, "since" timestamptz)
        GROUP BY 1, 2
      ),
      of_customer AS (
        SELECT "customerId", min("since") AS "since"
        FROM json_to_recordset($2::json) AS i("customerId" uuid, "since" timestamptz)
        GROUP BY 1
      )
      SELECT ${columns}
      FROM about i
        JOIN "StoreEvent" e ON e."shopId" = i."shopId" AND e."subject" = i."subject"
      WHERE e."recognised" && $3 AND (i."since" IS NULL OR e."triggeredAt" > i."since")
      UNION
      SELECT ${columns}
      FROM about i
        JOIN "StoreEvent" e ON e."shopId" = i."shopId" AND e."relatedSubject" = i."subject"
      WHERE e."recognised" && $3 AND (i."since" IS NULL OR e."triggeredAt" > i."since")
      UNION
      SELECT ${columns}
      FROM of_customer i
        JOIN "StoreEvent" e ON e."customerId" = i."customerId" AND e."triggeredAt" > i."since"
      WHERE e."recognised" && $3`,
    [recordset(subjects), recordset(customers), recognised],
  );
}

/** Counts the events that wait for ingest. */
export async function countReceivedEvents(sql: Sql): Promise<number> {
  const [row] = await query<{ waiting: number }>(
    sql,
    `SELECT count(*)::int AS "waiting" FROM "StoreEvent" WHERE "status" = ${STATUS.received}`,
  );
  return row?.waiting ?? 0;
}

/** An event that belongs to no customer. */
export interface UnlinkedEvent extends Record<string, unknown> {
  id: string;
  payload: Buffer | null;
}

/** One page of a shop's settled events that belong to no customer and still have a body, by id. */
export const readUnlinkedEvents = (
  sql: Sql,
  shopId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<UnlinkedEvent[]> =>
  query(
    sql,
    `
      SELECT "id", "payload"
      FROM "StoreEvent"
      WHERE "shopId" = $1
        AND "customerId" IS NULL
        AND "payload" IS NOT NULL
        AND "status" <> ${STATUS.received}
        AND ($2::uuid IS NULL OR "id" > $2)
      ORDER BY "id" LIMIT $3`,
    [shopId, after, limit],
  );
