import { LIST_IMPORT } from "#core/consent/own-sources.ts";
import type { Channel, ConsentState } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { batch, insert, query, type Sql } from "#shell/db/sql.server.ts";
import { optOutScopeOf, SHARED_SENDER } from "./subscriber-columns.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** Evidence of an opt-in or opt-out; append-only. */
export interface ConsentRecord {
  id: string;
  shopId: string;
  customerId: string | null;
  channel: Channel;
  /** E.164 number, or e-mail address in lower case. */
  address: string | null;
  addressHash: string | null;
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

/** Consent states before the last opt-outs of a number by keyword, provider, link, list or staff, by shop. */
export async function statesBeforeStop(sql: Sql, addressHash: string): Promise<Map<string, ConsentState>> {
  const rows = await query<{ shopId: string; previous: ConsentState }>(
    sql,
    `
      SELECT DISTINCT ON ("shopId") "shopId", "previous"
      FROM "ConsentEvent"
      WHERE "shopId" IN (SELECT "shopId" FROM "Subscriber" WHERE "addressHash" = $1)
        AND "addressHash" = $1
        AND "state" = ${STATUS.unsubscribed}
        AND "source" IN ('keyword', 'provider', 'link', '${LIST_IMPORT}', '${STAFF_SOURCE}')
      ORDER BY "shopId", "occurredAt" DESC, "id" DESC`,
    [addressHash],
  );
  return new Map(rows.map(({ shopId, previous }) => [shopId, previous]));
}

/** Source of an opt-out by the shop's staff. Staff may revert it until the customer opts out themselves. */
export const STAFF_SOURCE = "staff";

/**
 * Suppresses a number for a sender: for the one that shops share, for every shop, also one that installs later; for a
 * shop's own, for that shop.
 * @returns false if it was suppressed already
 */
export async function suppress(
  sql: Sql,
  row: { id: string; scope: string; addressHash: string; reason: string; createdAt: Instant },
): Promise<boolean> {
  const rows = await query(
    sql,
    `
      INSERT INTO "Suppression" AS x ("id", "sender", "addressHash", "reason", "createdAt")
      VALUES ($1, $5, $2, $3, $4)
      ON CONFLICT ("sender", "addressHash") DO UPDATE SET "liftedAt" = NULL, "reason" = excluded."reason",
        "createdAt" = excluded."createdAt"
      WHERE x."liftedAt" IS NOT NULL
      RETURNING "id"`,
    [row.id, row.addressHash, row.reason, row.createdAt, row.scope],
  );
  return rows.length > 0;
}

/** Whose opt-outs hold for a shop. */
export async function readOptOutScope(sql: Sql, shopId: string): Promise<string> {
  const [row] = await query<{ scope: string | null }>(sql, `SELECT ${optOutScopeOf("$1::uuid")} AS "scope"`, [shopId]);
  return row?.scope ?? SHARED_SENDER;
}

/** Lifts a number's suppression. @returns false if there was none */
export async function liftSuppression(sql: Sql, scope: string, addressHash: string, at: Instant): Promise<boolean> {
  const rows = await query(
    sql,
    `
      UPDATE "Suppression"
      SET "liftedAt" = $2
      WHERE "sender" = $3 AND "addressHash" = $1 AND "liftedAt" IS NULL
      RETURNING "id"`,
    [addressHash, at, scope],
  );
  return rows.length > 0;
}

/** Whether a shop may send nothing to a number: it said STOP to the sender, or the shop's staff stopped it. */
export async function isSuppressed(sql: Sql, shopId: string, addressHash: string): Promise<boolean> {
  const rows = await query(
    sql,
    `
      SELECT 1
      FROM "Suppression"
      WHERE "sender" = ${optOutScopeOf("$1::uuid")} AND "addressHash" = $2 AND "liftedAt" IS NULL
      UNION ALL
      SELECT 1
      FROM "Subscriber"
      WHERE "shopId" = $1 AND "addressHash" = $2 AND "suppressedAt" IS NOT NULL`,
    [shopId, addressHash],
  );
  return rows.length > 0;
}

/** A consent change in Shopbell that Shopify does not have yet: the latest one of its number. */
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
        AND e."channel" = 'sms'
        AND e."source" = ANY($1)
        AND e."state" <> ${STATUS.not_subscribed}
        -- Shopify keeps one consent per account, for the account's number: another number's consent is not written there.
        AND EXISTS (
          SELECT 1
          FROM "Subscriber" s
          JOIN "CustomerAddress" a ON a."subscriberId" = s."id"
          WHERE s."addressHash" = e."addressHash"
            AND s."shopId" = e."shopId"
            AND a."customerId" = c."id"
            AND a."origin" IN ('customer', 'unknown')
            AND a."formerSince" IS NULL
        )
        AND NOT EXISTS (
          SELECT 1
          FROM "ConsentEvent" later
          WHERE later."shopId" = e."shopId"
            AND later."addressHash" = e."addressHash"
            AND later."id" > e."id"
            AND later."occurredAt" >= e."occurredAt"
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

/**
 * Consent changes in Shopbell of the customers of these events, by event id. A customer whom Shopbell is adding to Shopify
 * is known by the number alone.
 */
export const consentsGiven = (
  sql: Sql,
  sources: readonly string[],
  words: readonly { eventId: string; shopId: string; shopifyId: string; phone: string | null }[],
): Promise<{ eventId: string; state: ConsentState; at: Instant }[]> =>
  batch(
    sql,
    `
      SELECT i."eventId", e."state", e."occurredAt" AS "at"
      FROM json_to_recordset($1::json) AS i("eventId" text, "shopId" uuid, "shopifyId" text, "phone" text)
      CROSS JOIN LATERAL (
        SELECT c."id" FROM "Customer" c WHERE c."shopId" = i."shopId" AND c."shopifyId" = i."shopifyId"
        UNION
        SELECT c."id"
        FROM "Customer" c
        WHERE c."shopId" = i."shopId" AND c."phone" = i."phone" AND c."shopifyId" IS NULL AND c."addedAt" IS NOT NULL
      ) c
      JOIN "ConsentEvent" e ON e."customerId" = c."id" AND e."channel" = 'sms' AND e."source" = ANY($2)`,
    words.map(({ eventId, shopId, shopifyId, phone }) => ({ eventId, shopId, shopifyId, phone })),
    [sources],
  );

/** New consent states by the inbound message that caused them. */
export async function consentsByReply(
  sql: Sql,
  { shopId, addressHash, replies }: { shopId: string; addressHash: string; replies: readonly string[] },
): Promise<Map<string, ConsentState>> {
  const rows = await query<{ messageId: string; state: ConsentState }>(
    sql,
    `
      SELECT "messageId", "state"
      FROM "ConsentEvent"
      WHERE "shopId" = $1 AND "addressHash" = $2 AND "messageId" = ANY($3::uuid[])
      ORDER BY "occurredAt", "id"`,
    [shopId, addressHash, replies],
  );
  return new Map(rows.map(({ messageId, state }) => [messageId, state]));
}
