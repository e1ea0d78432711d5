import { STATUS } from "#shell/db/status-words.server.ts";
import { RECIPIENTS_OF_SHOP } from "./recipients-of-shop.ts";

/** SQL of one fact of a row. */
export interface SqlFact {
  type: "text" | "number" | "money" | "date" | "boolean" | "list";
  sql: string;
  /** SQL of the ISO code of an amount's currency. */
  currency?: string;
  /** The join that the fact is read from. */
  from?: JoinName;
}

/** SQL of rows that belong to a customer, or of parts of such a row. */
export interface SqlLines {
  /** SQL: the rows, after FROM. */
  rows: string;
  /** SQL: the column with the customer's id; absent for parts of a row. */
  customer?: string;
  /** SQL: which of the rows, beside their customer. */
  only?: string;
  facts: Readonly<Record<string, SqlFact>>;
  lines?: Readonly<Record<string, SqlLines>>;
}

/** SQL of joins to customer `c`, each with at most one row for a customer; `$1` is the shop. */
export const joins = {
  r: `(${RECIPIENTS_OF_SHOP}) r`,
  sent: lastOf("sent", `m."direction" = 'outbound' AND ${wentOut()}`),
  reply: lastOf("reply", `m."direction" = 'inbound'`),
  click: `(
    SELECT l."customerId", max(l."lastClickAt") AS "at"
    FROM "ShortLink" l
    WHERE l."shopId" = $1 AND l."customerId" IS NOT NULL AND l."clicks" > 0 AND NOT l."optsOut"
    GROUP BY l."customerId"
  ) click`,
} as const;
export type JoinName = keyof typeof joins;

function wentOut(): string {
  return `m."status" IN (${STATUS.sent}, ${STATUS.delivered}, ${STATUS.undelivered})`;
}

function lastOf(name: string, which: string): string {
  return `(
    SELECT m."customerId", max(m."createdAt") AS "at"
    FROM "Message" m
    WHERE m."shopId" = $1 AND m."customerId" IS NOT NULL AND m."channel" = 'sms' AND ${which}
    GROUP BY m."customerId"
  ) ${name}`;
}

/** SQL: which of so many groups the customer is in, the same for ever. */
const groupOf = (size: number): SqlFact => ({
  type: "text",
  sql: `((('x' || left(md5(c."shopId" || ':' || c."id"), 8))::bit(32)::bigint % ${size}) + 1)::text`,
});

const text = (sql: string): SqlFact => ({ type: "text", sql });
const date = (sql: string, from?: JoinName): SqlFact => ({ type: "date", sql, ...(from && { from }) });
const number = (sql: string): SqlFact => ({ type: "number", sql });

/**
 * SQL of the facts of customer `c`.
 * @param birthdays SQL: a parameter with the days until each birthday, as JSON
 */
export const customerFacts = (birthdays: string): Readonly<Record<string, SqlFact>> => ({
  "customer.first_name": text(`c."firstName"`),
  "customer.last_name": text(`c."lastName"`),
  "customer.email": text(`c."email"`),
  "customer.country": text(`c."countryCode"`),
  "customer.province": text(`c."provinceCode"`),
  "customer.locale": text(`c."locale"`),
  "customer.state": text(`c."state"`),
  "customer.tags": { type: "list", sql: `c."tags"` },
  "customer.orders_count": number(`c."ordersCount"`),
  "customer.total_spent": { type: "money", sql: `c."totalSpent"`, currency: `c."currency"` },
  "customer.average_order": {
    type: "money",
    sql: `round(c."totalSpent" / nullif(c."ordersCount", 0), 2)`,
    currency: `c."currency"`,
  },
  "customer.last_order_at": date(`c."lastOrderAt"`),
  "customer.since": date(`c."since"`),
  "customer.birth_month": text(`left(c."birthday", 2)`),
  "customer.days_to_birthday": number(`(${birthdays}::jsonb ->> c."birthday")::int`),
  "customer.segments": {
    type: "list",
    sql: `ARRAY(SELECT i."segmentId"::text FROM "SegmentMember" i WHERE i."customerId" = c."id")`,
  },
  "customer.group_of_2": groupOf(2),
  "customer.group_of_3": groupOf(3),
  "customer.group_of_4": groupOf(4),
  "customer.group_of_5": groupOf(5),
  "customer.group_of_10": groupOf(10),
  "texts.has_number": { type: "boolean", sql: `(r."phone" IS NOT NULL)`, from: "r" },
  "texts.consent": { type: "text", sql: `coalesce(r."consent"::text, ${STATUS.not_subscribed})`, from: "r" },
  "texts.consent_at": date(`r."consentAt"`, "r"),
  "texts.stopped": { type: "boolean", sql: `coalesce(r."suppressed", false)`, from: "r" },
  "texts.last_sent_at": date(`sent."at"`, "sent"),
  "texts.last_reply_at": date(`reply."at"`, "reply"),
  "texts.last_click_at": date(`click."at"`, "click"),
});

/** SQL of the rows of each customer, of shop `$1`. */
export const customerLines: Readonly<Record<string, SqlLines>> = {
  "orders.placed": {
    rows: `"StoreOrder" o`,
    customer: `o."customerId"`,
    only: `o."shopId" = $1 AND o."customerId" IS NOT NULL`,
    facts: {
      placed_at: date(`o."placedAt"`),
      total: { type: "money", sql: `o."total"`, currency: `o."currency"` },
      stands: { type: "boolean", sql: `o."stands"` },
    },
    lines: {
      items: {
        rows: `jsonb_array_elements(
          CASE WHEN jsonb_typeof(o."told"->'facts'->'lines') = 'array' THEN o."told"->'facts'->'lines' ELSE '[]' END) item`,
        facts: {
          title: text(`item->>'title'`),
          product_id: text(`item->>'product_id'`),
          sku: text(`item->>'sku'`),
          vendor: text(`item->>'vendor'`),
          quantity: number(`(item->>'quantity')::numeric`),
          // An item without a currency is in its order's, as the evaluator of conditions reads it.
          price: {
            type: "money",
            sql: `(item->>'price')::numeric`,
            currency: `coalesce(item->>'currency', o."currency")`,
          },
        },
      },
    },
  },
  "texts.sent": {
    rows: `"Message" m`,
    customer: `m."customerId"`,
    only: `m."shopId" = $1 AND m."customerId" IS NOT NULL AND m."channel" = 'sms' AND m."direction" = 'outbound'
      AND ${wentOut()}`,
    facts: {
      sent_at: date(`m."createdAt"`),
      delivered: { type: "boolean", sql: `(m."status" = ${STATUS.delivered})` },
      clicked: {
        type: "boolean",
        sql: `EXISTS (SELECT 1 FROM "ShortLink" l WHERE l."messageId" = m."id" AND l."clicks" > 0 AND NOT l."optsOut")`,
      },
    },
  },
  "texts.replies": {
    rows: `"Message" m`,
    customer: `m."customerId"`,
    only: `m."shopId" = $1 AND m."customerId" IS NOT NULL AND m."channel" = 'sms' AND m."direction" = 'inbound'`,
    facts: { at: date(`m."createdAt"`) },
  },
  "texts.clicks": {
    rows: `"ShortLink" l`,
    customer: `l."customerId"`,
    only: `l."shopId" = $1 AND l."customerId" IS NOT NULL AND l."clicks" > 0 AND NOT l."optsOut"`,
    facts: { at: date(`l."lastClickAt"`) },
  },
};
