import { z } from "zod";
import { isMuchLater } from "../imported.ts";
import { defineReader, type ReaderResult } from "../define.ts";
import { readRefund, readShipment, refundList, shipmentList } from "../order-parts.ts";
import {
  address,
  bodyOf,
  countPieces,
  customer,
  flag,
  identified,
  idOf,
  lineItems,
  moment,
  money,
  readLines,
  readPersonBody,
  tagList,
  text,
  tolerant,
  tolerantList,
  tolerantObject,
} from "../shapes.ts";
import { readCheckoutOptIn } from "./consent.ts";

const noteAttributes = tolerantList(
  bodyOf({ name: z.string() }, { value: tolerant(z.union([z.string(), z.number(), z.boolean()])) }),
);
const discountCodes = tolerantList(bodyOf({ code: z.string() }, {}));
const moneySet = tolerantObject({ presentment_money: tolerantObject({ amount: money, currency_code: text }) });

/** Order attributes by name. Characters that a condition's field path cannot contain become underscores. */
const fieldsOf = (attributes: z.infer<typeof noteAttributes>): Record<string, string> =>
  Object.fromEntries(
    attributes.map(({ name, value }) => [name.trim().replace(/[^A-Za-z0-9_ -]/g, "_"), String(value ?? "")]),
  );

/** The topics in the order of an order's life. Of data of one instant, the later topic's holds. */
const topics = [
  "shopbell/order_fetched",
  "orders/create",
  "orders/updated",
  "orders/paid",
  "orders/partially_fulfilled",
  "orders/fulfilled",
  "orders/cancelled",
] as const;

const orderBody = identified({
  name: text,
  email: text,
  phone: text,
  sms_marketing_phone: text,
  buyer_accepts_sms_marketing: flag,
  currency: text,
  total_price: money,
  current_total_price: money,
  subtotal_price: money,
  current_subtotal_price: money,
  total_price_set: moneySet,
  current_total_price_set: moneySet,
  presentment_currency: text,
  checkout_token: text,
  order_status_url: text,
  customer_locale: text,
  financial_status: text,
  fulfillment_status: text,
  cancel_reason: text,
  source_name: text,
  note: text,
  test: flag,
  tags: tagList,
  note_attributes: noteAttributes,
  discount_codes: discountCodes,
  created_at: moment,
  processed_at: moment,
  cancelled_at: moment,
  closed_at: moment,
  updated_at: moment,
  line_items: lineItems,
  shipping_lines: tolerantList(bodyOf({}, { delivery_category: text })),
  fulfillments: shipmentList,
  refunds: refundList,
  customer,
  shipping_address: address,
  billing_address: address,
});
type OrderBody = z.infer<typeof orderBody>;

/** Whether anything of the order has to be shipped; null when no item says so. */
function requiresShipping({ line_items: items }: OrderBody): boolean | null {
  const said = items
    .filter(({ current_quantity }) => current_quantity !== 0)
    .flatMap(({ requires_shipping }) => requires_shipping ?? []);
  return said.length > 0 ? said.includes(true) : null;
}

/**
 * How the order reaches the customer. The body says it in no one field: an order to be picked up has a shipping line and
 * no shipping address, a sale at the counter has neither.
 */
function deliveryMethodOf(order: OrderBody): string | null {
  if (requiresShipping(order) === false) return "none";
  const { shipping_lines: lines, shipping_address: place, source_name: source } = order;
  const category = lines.map(({ delivery_category: word }) => word?.toLowerCase() ?? "").join(" ");
  if (category.includes("pick")) return "pick_up";
  if (category.includes("local")) return "local";
  if (place && Object.values(place).some((said) => said !== null)) return "shipping";
  if (lines.length > 0) return "pick_up";
  return source === "pos" ? "retail" : null;
}

function presentmentOf(order: OrderBody): { total: string | null; currency: string | null } {
  const shown = [order.current_total_price_set, order.total_price_set]
    .map((set) => set?.presentment_money)
    .find((shownMoney) => shownMoney?.amount);
  return { total: shown?.amount ?? null, currency: shown?.currency_code ?? order.presentment_currency };
}

function orderFacts(order: OrderBody): Record<string, unknown> {
  const lines = readLines(order.line_items, order.currency);
  const presentment = presentmentOf(order);
  return {
    id: idOf(order),
    name: order.name,
    total: order.current_total_price ?? order.total_price,
    subtotal: order.current_subtotal_price ?? order.subtotal_price,
    currency: order.currency,
    presentment_total: presentment.total,
    presentment_currency: presentment.currency,
    item_count: countPieces(lines),
    first_item: lines[0]?.title ?? null,
    status_url: order.order_status_url,
    financial_status: order.financial_status,
    // Shopify sends null before the first fulfillment.
    fulfillment_status: order.fulfillment_status ?? "unfulfilled",
    cancel_reason: order.cancel_reason,
    created_at: order.created_at,
    closed_at: order.closed_at,
    tags: order.tags ?? [],
    discount_codes: order.discount_codes.map(({ code }) => code),
    source: order.source_name,
    requires_shipping: requiresShipping(order),
    delivery_method: deliveryMethodOf(order),
    test: order.test ?? false,
    note: order.note,
    // The body lacks this.
    first: null,
    fields: fieldsOf(order.note_attributes),
    lines,
  };
}

/**
 * When the thing happened that the topic reports about an order. An imported order, processed long before it came to Shopify,
 * is as old in all its events as its processing. Null for what happens when it is reported.
 */
function happenedAt(order: OrderBody, topic: string): string | null {
  const { processed_at: processed, created_at: created, cancelled_at: cancelled } = order;
  if (topic === "orders/cancelled") return cancelled;
  if (topic === "orders/create" || isMuchLater(created, processed)) return processed ?? created;
  return null;
}

export const orderReader = defineReader({
  topics,
  payload: orderBody,
  read: (order, topic): ReaderResult => {
    const isNew = topic === "orders/create";
    const lines = readLines(order.line_items, order.currency);
    const facts = orderFacts(order);
    return {
      subject: `order:${idOf(order)}`,
      relatedSubject: order.checkout_token ? `checkout:${order.checkout_token}` : null,
      happenedAt: happenedAt(order, topic),
      customer: readPersonBody({
        customer: order.customer,
        contact: {
          phone: order.phone,
          smsMarketingPhone: order.sms_marketing_phone,
          email: order.email,
          locale: order.customer_locale,
        },
        addresses: { shipping: order.shipping_address, billing: order.billing_address },
        updatedAt: order.updated_at,
      }),
      consent: readCheckoutOptIn(order),
      order: {
        orderId: idOf(order),
        stage: (topics as readonly string[]).indexOf(topic),
        whole: {
          total: order.current_total_price ?? order.total_price,
          currency: order.currency,
          placedTotal: order.total_price,
          // An imported order counts from `processed_at`, which may be long before its `created_at` in Shopify.
          placedAt: order.processed_at ?? order.created_at,
          cancelledAt: order.cancelled_at,
          updatedAt: order.updated_at,
          facts,
        },
        refunds: order.refunds.map(readRefund).map(({ id, amount, currency, at }) => ({ id, amount, currency, at })),
        shipments: order.fulfillments.map(readShipment).map(({ pieces: _pieces, ...shipment }) => shipment),
      },
      bought: isNew && order.total_price !== null ? { total: order.total_price, currency: order.currency } : null,
      boughtVariantIds: isNew ? lines.flatMap(({ variant_id }) => variant_id ?? []) : [],
      facts: { order: facts },
    };
  },
});
