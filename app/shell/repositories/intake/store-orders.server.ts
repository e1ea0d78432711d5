import type { DeliveredText } from "#core/analytics/attribute.ts";
import type { StoreOrder } from "#core/intake/store-order.ts";
import type { Instant } from "#core/time/time.ts";
import { batch, query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** An order and the start of its attribution window. */
export interface AttributionQuery {
  shopId: string;
  orderId: string;
  customerId: string;
  placedAt: Instant;
  since: Instant;
  /** The discount codes that it was placed with, in small letters. */
  codes: readonly string[];
}

/** Finds orders by Shopify's id. */
export const findOrders = (
  sql: Sql,
  keys: readonly { shopId: string; orderId: string }[],
): Promise<(StoreOrder & Record<string, unknown>)[]> =>
  batch(
    sql,
    `
      SELECT o."shopId", o."orderId", o."customerId", o."total", o."currency", o."placedAt", o."cancelledAt",
        o."stands", o."toldAt", o."told"
      FROM "StoreOrder" o
      WHERE (o."shopId", o."orderId") IN (
        SELECT k."shopId", k."orderId"
        FROM json_to_recordset($1::json) AS k("shopId" uuid, "orderId" text)
      )`,
    keys,
  );

/** Finds the delivered texts of automations within each order's attribution window, and those whose code it redeems. */
export const findAttributableTexts = (
  sql: Sql,
  orders: readonly AttributionQuery[],
): Promise<(DeliveredText & Pick<AttributionQuery, "shopId" | "orderId"> & Record<string, unknown>)[]> =>
  batch(
    sql,
    `
      SELECT i."shopId", i."orderId", m."id" AS "messageId", q."automationId", v."definition"->>'kind' AS "kind", q."subject", m."createdAt" AS "sentAt",
        max(m."lastClickAt") AS "clickedAt",
        coalesce(lower(q."outputs"->'discount'->>'code') = ANY(i."codes"), false) AS "isRedeemed"
      FROM json_to_recordset($1::json) AS i(
        "shopId" uuid, "orderId" text, "customerId" uuid, "placedAt" timestamptz, "since" timestamptz, "codes" text[]
      )
        CROSS JOIN LATERAL (
          SELECT t.*, NULL::timestamptz AS "lastClickAt"
          FROM "Message" t
          WHERE t."customerId" = i."customerId" AND t."createdAt" >= i."since" AND t."createdAt" < i."placedAt"
          UNION ALL
          SELECT t.*, l."lastClickAt"
          FROM "ShortLink" l
            JOIN "Message" t ON t."id" = l."messageId"
          WHERE l."customerId" = i."customerId" AND l."lastClickAt" >= i."since" AND l."lastClickAt" < i."placedAt"
          UNION ALL
          SELECT t.*, NULL::timestamptz AS "lastClickAt"
          FROM "AutomationSequence" s
            JOIN "Message" t ON t."sequenceId" = s."id"
          WHERE cardinality(i."codes") > 0
            AND s."customerId" = i."customerId"
            AND lower(s."outputs"->'discount'->>'code') = ANY(i."codes")
            AND t."createdAt" < i."placedAt"
        ) m
        JOIN "AutomationSequence" q ON q."id" = m."sequenceId"
        JOIN "Automation" a ON a."id" = q."automationId"
        JOIN "AutomationVersion" v ON v."id" = q."versionId"
      WHERE m."shopId" = i."shopId"
        AND m."direction" = 'outbound'
        AND m."channel" = 'sms'
        AND m."status" IN (${STATUS.sent}, ${STATUS.delivered})
        AND NOT a."internal"
      GROUP BY i."shopId", i."orderId", m."id", q."automationId", v."id", q."subject", q."outputs", i."codes", m."createdAt"`,
    orders,
  );

export interface OrderRow extends StoreOrder {
  /** The text that the order is attributed to. Kept from the first insert. */
  messageId: string | null;
  automationId: string | null;
}

/** Upserts merged orders. The caller holds the shops' intake lock since it read them. */
export const saveOrders = (sql: Sql, rows: readonly OrderRow[]): Promise<unknown> =>
  batch(
    sql,
    `
      INSERT INTO "StoreOrder" (
        "shopId", "orderId", "customerId", "total", "currency", "placedAt", "cancelledAt", "stands", "toldAt", "told",
        "messageId", "automationId"
      )
      SELECT "shopId", "orderId", "customerId", "total", "currency", "placedAt", "cancelledAt", "stands", "toldAt",
        "told", "messageId", "automationId"
      FROM json_populate_recordset(NULL::"StoreOrder", $1::json)
      ON CONFLICT ("shopId", "orderId") DO UPDATE
        SET "customerId" = excluded."customerId", "total" = excluded."total", "currency" = excluded."currency",
          "cancelledAt" = excluded."cancelledAt", "stands" = excluded."stands", "toldAt" = excluded."toldAt",
          "told" = excluded."told"`,
    rows,
  );

export interface RevenueRow extends Record<string, unknown> {
  automationId: string;
  currency: string;
  orders: number;
  /** Decimal text. */
  total: string;
}

/**
 * Sums the attributed revenue since an instant by automation and currency, without cancelled orders and internal
 * automations.
 * @param automationId null for all automations
 */
export const revenueSince = (
  sql: Sql,
  shopId: string,
  since: Instant,
  automationId: string | null,
): Promise<RevenueRow[]> =>
  query(
    sql,
    `
      SELECT o."automationId", o."currency", count(*)::int AS "orders", sum(o."total")::text AS "total"
      FROM "StoreOrder" o
        JOIN "Automation" a ON a."id" = o."automationId" AND NOT a."internal"
      WHERE o."shopId" = $1
        AND o."placedAt" >= $2
        AND o."cancelledAt" IS NULL
        AND ($3::uuid IS NULL OR o."automationId" = $3)
      GROUP BY 1, 2`,
    [shopId, since, automationId],
  );
