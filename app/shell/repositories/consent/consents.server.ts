import type { ConsentState } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { batch, insert, query, type Sql } from "#shell/db/sql.server.ts";

/** Evidence of an opt-in or opt-out; append-only. */
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
  page?: string | null;
  ip?: string | null;
  userAgent?: string | null;
  /** IANA time zone of the customer's device. */
  timezone?: string | null;
  messageId: string | null;
  /** Double opt-in: the messages with the question and the answer. */
  messageIds?: readonly string[];
  occurredAt: Instant | string;
  createdAt: Instant;
}

export const recordConsents = (sql: Sql, records: readonly ConsentRecord[]): Promise<void> =>
  insert(
    sql,
    "ConsentEvent",
    records.map((record) => ({ page: null, ip: null, userAgent: null, timezone: null, messageIds: [], ...record })),
  );

/** Consent state before the last opt-out by keyword or staff; null if there was none. */
export async function stateBeforeStop(sql: Sql, shopId: string, phoneHash: string): Promise<ConsentState | null> {
  const [row] = await query<{ previous: ConsentState }>(
    sql,
    `
      SELECT "previous"
      FROM "ConsentEvent"
      WHERE "shopId" = $1
        AND "phoneHash" = $2
        AND "state" = 'unsubscribed'
        AND "source" IN ('keyword', '${STAFF_SOURCE}')
      ORDER BY "occurredAt" DESC LIMIT 1`,
    [shopId, phoneHash],
  );
  return row?.previous ?? null;
}

/** Reason and source of an opt-out by the shop's staff. Staff may revert it until the customer opts out themselves. */
export const STAFF_SOURCE = "staff";

/**
 * Suppresses numbers.
 * @returns the shops in which the number was not suppressed before, or only by staff
 */
export async function suppress(
  sql: Sql,
  rows: readonly { id: string; shopId: string; phoneHash: string; reason: string; createdAt: Instant }[],
): Promise<Set<string>> {
  const silenced = await batch<{ shopId: string }>(
    sql,
    `
      INSERT INTO "Suppression" ("id", "shopId", "phoneHash", "reason", "createdAt")
      SELECT "id", "shopId", "phoneHash", "reason", "createdAt"
      FROM json_populate_recordset(NULL::"Suppression", $1::json)
      ON CONFLICT ("shopId", "phoneHash") DO UPDATE SET "liftedAt" = NULL, "reason" = excluded."reason",
        "createdAt" = excluded."createdAt"
      WHERE "Suppression"."liftedAt" IS NOT NULL
        OR ("Suppression"."reason" = '${STAFF_SOURCE}' AND excluded."reason" <> '${STAFF_SOURCE}')
      RETURNING "shopId"`,
    rows,
  );
  return new Set(silenced.map(({ shopId }) => shopId));
}

/**
 * Lifts a number's suppression in every shop, because shops share the sender.
 * @returns the shops in which it was suppressed
 */
export async function liftSuppression(sql: Sql, phoneHash: string, at: Instant): Promise<Set<string>> {
  const rows = await query<{ shopId: string }>(
    sql,
    `
      UPDATE "Suppression" x
      SET "liftedAt" = $2
      FROM "Shop" s
      WHERE x."shopId" = s."id" AND x."phoneHash" = $1 AND x."liftedAt" IS NULL
      RETURNING x."shopId"`,
    [phoneHash, at],
  );
  return new Set(rows.map(({ shopId }) => shopId));
}

/**
 * Lifts a suppression by the shop's staff.
 * @returns when it began; null if there was none
 */
export async function liftByStaff(sql: Sql, shopId: string, phoneHash: string, at: Instant): Promise<Instant | null> {
  const [row] = await query<{ createdAt: Instant }>(
    sql,
    `
      UPDATE "Suppression"
      SET "liftedAt" = $3
      WHERE "shopId" = $1 AND "phoneHash" = $2 AND "liftedAt" IS NULL AND "reason" = '${STAFF_SOURCE}'
      RETURNING "createdAt"`,
    [shopId, phoneHash, at],
  );
  return row?.createdAt ?? null;
}

export async function isSuppressed(sql: Sql, shopId: string, phoneHash: string): Promise<boolean> {
  const rows = await query(
    sql,
    `SELECT 1 FROM "Suppression" WHERE "shopId" = $1 AND "phoneHash" = $2 AND "liftedAt" IS NULL`,
    [shopId, phoneHash],
  );
  return rows.length > 0;
}

/** A consent change in Shopbell that Shopify does not have yet: the latest one of its customer. */
export interface UnwrittenConsent extends Record<string, unknown> {
  id: string;
  shopId: string;
  shopDomain: string;
  shopifyId: string;
  state: Exclude<ConsentState, "not_subscribed">;
  optInLevel: string | null;
  occurredAt: Instant;
}

/** Audit action of a consent that was written back to Shopify. */
export const WRITTEN_BACK_ACTION = "consent.written_back";
export const writeBackTargetOf = (consentEventId: string): string => `consent_event:${consentEventId}`;

/** @param page ids after `after`; ids sort by time */
export const findUnwritten = (
  sql: Sql,
  sources: readonly string[],
  { after, limit }: { after: string; limit: number },
): Promise<UnwrittenConsent[]> =>
  query(
    sql,
    `
      SELECT e."id", e."shopId", s."domain" AS "shopDomain", c."shopifyId", e."state", e."optInLevel", e."occurredAt"
      FROM "ConsentEvent" e
      JOIN "Shop" s ON s."id" = e."shopId" AND s."uninstalledAt" IS NULL
      JOIN "Customer" c ON c."id" = e."customerId" AND c."shopifyId" IS NOT NULL AND c."erasedAt" IS NULL
      WHERE e."id" > $2
        AND e."source" = ANY($1)
        AND e."state" <> 'not_subscribed'
        AND NOT EXISTS (
          SELECT 1
          FROM "ConsentEvent" later
          WHERE later."customerId" = e."customerId" AND later."id" > e."id" AND later."occurredAt" >= e."occurredAt"
        )
        AND NOT EXISTS (
          SELECT 1
          FROM "AuditEvent" a
          WHERE a."shopId" = e."shopId"
            AND a."target" = 'consent_event:' || e."id"
            AND a."action" = '${WRITTEN_BACK_ACTION}'
        )
      ORDER BY e."id" LIMIT $3`,
    [sources, after, limit],
  );

/** Consent changes in Shopbell of the customers of these events, by event id. */
export const consentsGiven = (
  sql: Sql,
  sources: readonly string[],
  words: readonly { eventId: string; shopId: string; shopifyId: string }[],
): Promise<{ eventId: string; state: ConsentState; at: Instant }[]> =>
  batch(
    sql,
    `
      SELECT i."eventId", e."state", e."occurredAt" AS "at"
      FROM json_to_recordset($1::json) AS i("eventId" text, "shopId" uuid, "shopifyId" text)
      JOIN "Customer" c ON c."shopId" = i."shopId" AND c."shopifyId" = i."shopifyId"
      JOIN "ConsentEvent" e ON e."customerId" = c."id" AND e."source" = ANY($2)`,
    words.map(({ eventId, shopId, shopifyId }) => ({ eventId, shopId, shopifyId })),
    [sources],
  );

/** New consent states by the inbound message that caused them. */
export async function consentsByReply(
  sql: Sql,
  { shopId, phoneHash, replies }: { shopId: string; phoneHash: string; replies: readonly string[] },
): Promise<Map<string, ConsentState>> {
  const rows = await query<{ messageId: string; state: ConsentState }>(
    sql,
    `
      SELECT "messageId", "state"
      FROM "ConsentEvent"
      WHERE "shopId" = $1 AND "phoneHash" = $2 AND "messageId" = ANY($3::uuid[])
      ORDER BY "occurredAt", "id"`,
    [shopId, phoneHash, replies],
  );
  return new Map(rows.map(({ messageId, state }) => [messageId, state]));
}
