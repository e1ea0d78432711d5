import type { AuditAction } from "#core/team/audit-actions.ts";
import type { Instant } from "#core/time/time.ts";
import { batch, query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** A subscriber whose number no customer of the store has, with the consent that is told to Shopify. */
export interface UnaddedSubscriber extends Record<string, unknown> {
  consentEventId: string;
  shopId: string;
  shopDomain: string;
  customerId: string;
  /** E.164. */
  phone: string;
  addressHash: string;
  firstName: string | null;
  lastName: string | null;
  optInLevel: string | null;
  consentAt: Instant;
}

export const NOT_ADDED = "customer.not_added_to_shopify" satisfies AuditAction;
export const ADDED = "customer.added_to_shopify" satisfies AuditAction;

/**
 * The next subscribers to add to Shopify's customers: some of each shop, the newest first, so that neither another shop's
 * list nor the shop's own holds up who signs up now. The newest proof of the number is a consent of these sources that
 * was given in full, the number still has it, and Shopify has not refused the customer since.
 * @param asked.skippedShopIds shops whose store gives no answer now
 */
export const findUnadded = (
  sql: Sql,
  sources: readonly string[],
  { since, perShop, skippedShopIds }: { since: Instant; perShop: number; skippedShopIds: readonly string[] },
): Promise<UnaddedSubscriber[]> =>
  query(
    sql,
    `
      SELECT n.*
      FROM "Shop" p
      CROSS JOIN LATERAL (
        SELECT e."id" AS "consentEventId", p."id" AS "shopId", p."domain" AS "shopDomain", c."id" AS "customerId",
          u."address" AS "phone", u."addressHash", c."firstName", c."lastName", e."optInLevel",
          e."occurredAt" AS "consentAt"
        FROM "ConsentEvent" e
        JOIN "Customer" c ON c."id" = e."customerId" AND c."shopifyId" IS NULL AND c."erasedAt" IS NULL
        JOIN "Subscriber" u ON u."shopId" = e."shopId" AND u."channel" = 'sms' AND u."address" = e."address"
          AND u."consent" = ${STATUS.subscribed} AND u."suppressedAt" IS NULL
        WHERE e."shopId" = p."id"
          AND e."createdAt" >= $2
          AND e."channel" = 'sms'
          AND e."source" = ANY($1)
          AND e."state" = ${STATUS.subscribed}
          AND NOT EXISTS (
            SELECT 1
            FROM "ConsentEvent" later
            WHERE later."shopId" = e."shopId" AND later."addressHash" = e."addressHash" AND later."id" > e."id"
              AND later."occurredAt" >= e."occurredAt"
          )
          AND NOT EXISTS (
            SELECT 1
            FROM "CustomerAddress" a
            JOIN "Customer" account ON account."id" = a."customerId" AND account."shopifyId" IS NOT NULL
              AND account."erasedAt" IS NULL
            WHERE a."subscriberId" = u."id" AND a."origin" <> 'delivery' AND a."formerSince" IS NULL
          )
          AND NOT EXISTS (
            SELECT 1
            FROM "AuditEvent" x
            WHERE x."shopId" = e."shopId" AND x."target" = 'customer:' || c."id" AND x."action" = '${NOT_ADDED}'
              AND x."createdAt" >= e."createdAt"
          )
        ORDER BY e."createdAt" DESC LIMIT $3
      ) n
      WHERE p."uninstalledAt" IS NULL
        AND p."settings"->'addToShopify' IS DISTINCT FROM 'false'::jsonb
        AND NOT p."id" = ANY($4::uuid[])`,
    [sources, since, perShop, skippedShopIds],
  );

/** Notes that a customer is being added, before Shopify is called. */
export const beginAddition = (sql: Sql, customerId: string, at: Instant): Promise<unknown> =>
  query(sql, `UPDATE "Customer" SET "addedAt" = coalesce("addedAt", $2) WHERE "id" = $1`, [customerId, at]);

/** Notes that Shopify did not take a customer. One that Shopify tells of later is the store's own. */
export const endAddition = (sql: Sql, customerId: string): Promise<unknown> =>
  query(sql, `UPDATE "Customer" SET "addedAt" = NULL WHERE "id" = $1 AND "shopifyId" IS NULL`, [customerId]);

/** Of new customers that Shopify tells of, those that the app itself added; their events' ids. */
export async function findOwnAdditions(
  sql: Sql,
  told: readonly { eventId: string; shopId: string; shopifyId: string; phone: string | null }[],
): Promise<Set<string>> {
  const rows = await batch<{ eventId: string }>(
    sql,
    `
      SELECT i."eventId"
      FROM json_to_recordset($1::json) AS i("eventId" text, "shopId" uuid, "shopifyId" text, "phone" text)
      WHERE EXISTS (
        SELECT 1
        FROM "Customer" c
        WHERE c."shopId" = i."shopId" AND c."shopifyId" = i."shopifyId" AND c."addedAt" IS NOT NULL
      ) OR EXISTS (
        SELECT 1
        FROM "Customer" c
        WHERE c."shopId" = i."shopId" AND c."phone" = i."phone" AND c."shopifyId" IS NULL AND c."addedAt" IS NOT NULL
      )`,
    told,
  );
  return new Set(rows.map(({ eventId }) => eventId));
}

/** How many new subscribers Shopify has not taken as customers since an instant, and what it said of the last one. */
export async function countNotAdded(
  sql: Sql,
  shopId: string,
  since: Instant,
): Promise<{ count: number; detail: string }> {
  const [row] = await query<{ count: number; detail: string | null }>(
    sql,
    `
      SELECT count(*)::int AS "count", (array_agg(x."after"->>'detail' ORDER BY x."createdAt" DESC))[1] AS "detail"
      FROM "AuditEvent" x
      WHERE x."shopId" = $1 AND x."createdAt" >= $2 AND x."action" = '${NOT_ADDED}'`,
    [shopId, since],
  );
  return { count: row?.count ?? 0, detail: row?.detail ?? "" };
}
