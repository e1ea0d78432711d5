import { z } from "zod";
import { defineReader, type ObservedOrder } from "../define.ts";
import {
  address,
  bodyOf,
  countPieces,
  customer,
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
} from "../shapes.ts";

const noteAttributes = tolerantList(
  bodyOf({ name: z.string() }, { value: tolerant(z.union([z.string(), z.number(), z.boolean()])) }),
);
const discountCodes = tolerantList(bodyOf({ code: z.string() }, {}));

/** Order attributes by name. Characters that a condition's field path cannot contain become underscores. */
const fieldsOf = (attributes: z.infer<typeof noteAttributes>): Record<string, string> =>
  Object.fromEntries(
    attributes.map(({ name, value }) => [name.trim().replace(/[^A-Za-z0-9_ -]/g, "_"), String(value ?? "")]),
  );

interface OrderAmounts {
  currency: string | null;
  total_price: string | null;
  current_total_price: string | null;
  created_at: string | null;
  processed_at: string | null;
  cancelled_at: string | null;
  updated_at: string | null;
}

/** An imported order counts from `processed_at`, which may be long before its `created_at` in Shopify. */
function moneyOf(orderId: string, order: OrderAmounts): ObservedOrder {
  return {
    orderId,
    total: order.current_total_price ?? order.total_price,
    currency: order.currency,
    placedAt: order.processed_at ?? order.created_at,
    cancelledAt: order.cancelled_at,
    updatedAt: order.updated_at,
  };
}

export const orderReader = defineReader({
  topics: [
    "orders/create",
    "orders/updated",
    "orders/paid",
    "orders/fulfilled",
    "orders/partially_fulfilled",
    "orders/cancelled",
  ],
  payload: identified({
    name: text,
    email: text,
    phone: text,
    currency: text,
    total_price: money,
    current_total_price: money,
    subtotal_price: money,
    checkout_token: text,
    order_status_url: text,
    customer_locale: text,
    financial_status: text,
    fulfillment_status: text,
    cancel_reason: text,
    source_name: text,
    note: text,
    tags: tagList,
    note_attributes: noteAttributes,
    discount_codes: discountCodes,
    created_at: moment,
    processed_at: moment,
    cancelled_at: moment,
    updated_at: moment,
    line_items: lineItems,
    customer,
    shipping_address: address,
    billing_address: address,
  }),
  read: (order, topic) => {
    const lines = readLines(order.line_items, order.currency);
    const isNew = topic === "orders/create";
    return {
      subject: `order:${idOf(order)}`,
      relatedSubject: order.checkout_token ? `checkout:${order.checkout_token}` : null,
      customer: readPersonBody({
        customer: order.customer,
        contact: { phone: order.phone, email: order.email, locale: order.customer_locale },
        addresses: [order.shipping_address, order.billing_address],
        updatedAt: order.updated_at,
      }),
      order: moneyOf(idOf(order), order),
      bought: isNew && order.total_price !== null ? { total: order.total_price, currency: order.currency } : null,
      boughtVariantIds: isNew ? lines.flatMap(({ variant_id }) => variant_id ?? []) : [],
      facts: {
        order: {
          id: idOf(order),
          name: order.name,
          total: order.total_price,
          subtotal: order.subtotal_price,
          currency: order.currency,
          item_count: countPieces(lines),
          first_item: lines[0]?.title ?? null,
          status_url: order.order_status_url,
          financial_status: order.financial_status,
          // Shopify sends null before the first fulfillment.
          fulfillment_status: order.fulfillment_status ?? "unfulfilled",
          cancel_reason: order.cancel_reason,
          created_at: order.created_at,
          tags: order.tags ?? [],
          discount_codes: order.discount_codes.map(({ code }) => code),
          source: order.source_name,
          note: order.note,
          // The body lacks this; intake fills it from the customer's order count.
          first: null,
          fields: fieldsOf(order.note_attributes),
          lines,
        },
      },
    };
  },
});
