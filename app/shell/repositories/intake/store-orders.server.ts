import type { Credit, DeliveredText } from "#core/analytics/attribute.ts";
import type { StoreOrder } from "#core/intake/store-order.ts";
import type { Instant } from "#core/time/time.ts";
import { batch, query, type Sql } from "#shell/db/sql.server.ts";
import { BY_PERSON } from "../sending/link-clicks.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** An order and the starts of its attribution windows. */
export interface AttributionQuery {
  shopId: string;
  orderId: string;
  customerId: string;
  placedAt: Instant;
  clickedSince: Instant;
  sentSince: Instant;
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
        o."gross", o."net", o."stands", o."toldAt", o."told"
      FROM "StoreOrder" o
      WHERE (o."shopId", o."orderId") IN (
        SELECT k."shopId", k."orderId"
        FROM json_to_recordset($1::json) AS k("shopId" uuid, "orderId" text)
      )`,
    keys,
  );

/**
 * Finds the texts of automations and campaigns that went out, or were clicked by a person, within each order's windows,
 * and those whose code it redeems.
 */
export const findAttributableTexts = (
  sql: Sql,
  orders: readonly AttributionQuery[],
): Promise<(DeliveredText & Pick<AttributionQuery, "shopId" | "orderId"> & Record<string, unknown>)[]> =>
  batch(
    sql,
    `
      SELECT i."shopId", i."orderId", m."id" AS "messageId", q."automationId", v."definition"->>'kind' AS "kind", q."subject", m."createdAt" AS "sentAt",
        max(m."clickedAt") AS "clickedAt",
        coalesce(lower(q."outputs"->'discount'->>'code') = ANY(i."codes"), false) AS "isRedeemed"
      FROM json_to_recordset($1::json) AS i(
        "shopId" uuid, "orderId" text, "customerId" uuid, "placedAt" timestamptz, "clickedSince" timestamptz,
        "sentSince" timestamptz, "codes" text[]
      )
        CROSS JOIN LATERAL (
          SELECT t.*, NULL::timestamptz AS "clickedAt"
          FROM "Message" t
          WHERE t."customerId" = i."customerId" AND t."createdAt" >= i."sentSince" AND t."createdAt" < i."placedAt"
          UNION ALL
          SELECT t.*, k."at" AS "clickedAt"
          FROM "LinkClick" k
            JOIN "Message" t ON t."id" = k."messageId"
          WHERE k."customerId" = i."customerId"
            AND k."at" >= i."clickedSince"
            AND k."at" < i."placedAt"
            AND ${BY_PERSON}
          UNION ALL
          SELECT t.*, NULL::timestamptz AS "clickedAt"
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
  /** The text that the order is credited to, and why. Kept from the first insert. */
  messageId: string | null;
  automationId: string | null;
  creditedBy: Credit["by"] | null;
}

/** Upserts merged orders. The caller holds the shops' intake lock since it read them. */
export const saveOrders = (sql: Sql, rows: readonly OrderRow[]): Promise<unknown> =>
  batch(
    sql,
    `
      INSERT INTO "StoreOrder" (
        "shopId", "orderId", "customerId", "total", "currency", "placedAt", "cancelledAt", "gross", "net", "stands",
        "toldAt", "told", "messageId", "automationId", "creditedBy"
      )
      SELECT "shopId", "orderId", "customerId", "total", "currency", "placedAt", "cancelledAt", "gross", "net", "stands",
        "toldAt", "told", "messageId", "automationId", "creditedBy"
      FROM json_populate_recordset(NULL::"StoreOrder", $1::json)
      ON CONFLICT ("shopId", "orderId") DO UPDATE
        SET "customerId" = excluded."customerId", "total" = excluded."total", "currency" = excluded."currency",
          "cancelledAt" = excluded."cancelledAt", "gross" = excluded."gross", "net" = excluded."net",
            "stands" = excluded."stands", "toldAt" = excluded."toldAt",
          "told" = excluded."told"`,
    rows,
  );

export interface RevenueRow extends Record<string, unknown> {
  automationId: string;
  currency: string;
  orders: number;
  /** Net, as decimal text. */
  total: string;
}

/**
 * Sums the net revenue credited since an instant by automation and currency, without cancelled orders and internal
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
      SELECT o."automationId", o."currency", count(*)::int AS "orders", sum(o."net")::text AS "total"
      FROM "StoreOrder" o
        JOIN "Automation" a ON a."id" = o."automationId" AND NOT a."internal"
      WHERE o."shopId" = $1
        AND o."placedAt" >= $2
        AND o."cancelledAt" IS NULL
        AND ($3::uuid IS NULL OR o."automationId" = $3)
      GROUP BY 1, 2`,
    [shopId, since, automationId],
  );
