import type { ConsentState } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { batch, insert, query, type Sql } from "#shell/db/sql.server.ts";

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
  page?: string | null;
  ip?: string | null;
  userAgent?: string | null;
  /** IANA zone that the customer's clock showed. */
  timezone?: string | null;
  messageId: string | null;
  /** Of a double opt-in: what asked, and what answered. */
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

/** The state that a stop by keyword or by staff ended, for who resumes; null where there was none. */
export async function stateBeforeStop(sql: Sql, shopId: string, phoneHash: string): Promise<ConsentState | null> {
  const [row] = await query<{ previous: ConsentState }>(
    sql,
    `
      SELECT "previous" FROM "ConsentEvent" WHERE "shopId" = $1 AND "phoneHash" = $2 AND "state" = 'unsubscribed'
        AND "source" IN ('keyword', '${STAFF_SOURCE}')
     ORDER BY "occurredAt" DESC LIMIT 1`,
    [shopId, phoneHash],
  );
  return row?.previous ?? null;
}

/** How the shop's own staff silenced a number: what they may take back, until the customer says stop themselves. */
export const STAFF_SOURCE = "staff";

/** Silences numbers. @returns the shops in which the number was not silent before, or not by the customer's own word */
export async function suppress(
  sql: Sql,
  rows: readonly { id: string; shopId: string; phoneHash: string; reason: string; createdAt: Instant }[],
): Promise<Set<string>> {
  const silenced = await batch<{ shopId: string }>(
    sql,
    `INSERT INTO "Suppression" ("id", "shopId", "phoneHash", "reason", "createdAt")
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
 * Takes a number's silence back, in every shop: the number speaks to the sender that they share.
 * @returns the shops in which it was silent
 */
export async function liftSuppression(sql: Sql, phoneHash: string, at: Instant): Promise<Set<string>> {
  const rows = await query<{ shopId: string }>(
    sql,
    `
      UPDATE "Suppression" x SET "liftedAt" = $2 FROM "Shop" s WHERE x."shopId" = s."id" AND x."phoneHash" = $1
        AND x."liftedAt" IS NULL RETURNING x."shopId"`,
    [phoneHash, at],
  );
  return new Set(rows.map(({ shopId }) => shopId));
}

/** Takes back the silence that a shop's own staff asked for. @returns since when it was; null where there was none */
export async function liftByStaff(sql: Sql, shopId: string, phoneHash: string, at: Instant): Promise<Instant | null> {
  const [row] = await query<{ createdAt: Instant }>(
    sql,
    `
      UPDATE "Suppression" SET "liftedAt" = $3 WHERE "shopId" = $1 AND "phoneHash" = $2 AND "liftedAt" IS NULL
        AND "reason" = '${STAFF_SOURCE}' RETURNING "createdAt"`,
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

/**
 * The consents that were given or withdrawn here and not in the store, and that the store has not been told of yet:
 * the last word of each customer.
 */
export interface UnwrittenConsent extends Record<string, unknown> {
  id: string;
  shopId: string;
  shopDomain: string;
  shopifyId: string;
  state: Exclude<ConsentState, "not_subscribed">;
  optInLevel: string | null;
  occurredAt: Instant;
}

/** What the audit trail calls a consent that the store has been told of. */
export const WRITTEN_BACK_SOURCES = "consent.written_back";
export const writeBackTargetOf = (consentEventId: string): string => `consent_event:${consentEventId}`;

/** @param page after which id to look; ids sort by time */
export const findUnwritten = (
  sql: Sql,
  sources: readonly string[],
  { after, limit }: { after: string; limit: number },
): Promise<UnwrittenConsent[]> =>
  query(
    sql,
    `SELECT e."id", e."shopId", s."domain" AS "shopDomain", c."shopifyId", e."state", e."optInLevel", e."occurredAt"
     FROM "ConsentEvent" e JOIN "Shop" s ON s."id" = e."shopId" AND s."uninstalledAt" IS NULL JOIN "Customer" c
       ON c."id" = e."customerId" AND c."shopifyId" IS NOT NULL AND c."erasedAt" IS NULL
     WHERE e."id" > $2 AND e."source" = ANY($1) AND e."state" <> 'not_subscribed'
       AND NOT EXISTS (SELECT 1 FROM "ConsentEvent" later WHERE later."customerId" = e."customerId"
         AND later."id" > e."id" AND later."occurredAt" >= e."occurredAt")
       AND NOT EXISTS (SELECT 1 FROM "AuditEvent" a WHERE a."shopId" = e."shopId"
         AND a."target" = 'consent_event:' || e."id" AND a."action" = '${WRITTEN_BACK_SOURCES}')
     ORDER BY e."id" LIMIT $3`,
    [sources, after, limit],
  );

/** What the customers of these events have given or withdrawn here, by the event. */
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
     JOIN "Customer" c ON c."shopId" = i."shopId" AND c."shopifyId" = i."shopifyId" JOIN "ConsentEvent" e
       ON e."customerId" = c."id" AND e."source" = ANY($2)`,
    words.map(({ eventId, shopId, shopifyId }) => ({ eventId, shopId, shopifyId })),
    [sources],
  );

/** What replies changed, by their message: how their number stands with a shop since the last of each. */
export async function consentsByReply(
  sql: Sql,
  { shopId, phoneHash, replies }: { shopId: string; phoneHash: string; replies: readonly string[] },
): Promise<Map<string, ConsentState>> {
  const rows = await query<{ messageId: string; state: ConsentState }>(
    sql,
    `
      SELECT "messageId", "state" FROM "ConsentEvent" WHERE "shopId" = $1 AND "phoneHash" = $2
        AND "messageId" = ANY($3::uuid[]) ORDER BY "occurredAt", "id"`,
    [shopId, phoneHash, replies],
  );
  return new Map(rows.map(({ messageId, state }) => [messageId, state]));
}
