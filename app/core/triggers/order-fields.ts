import type { OfferedField } from "../automations/fields.ts";
import { currencies, knownStatuses, salesChannels } from "../intake/code-lists/known.ts";
import type { Facts } from "../intake/define.ts";

/** The fields of a line item. Orders' webhooks lack the product's type, collections and tags, so nothing offers these. */
const lineFields: readonly OfferedField[] = [
  { path: "title", label: "Product", type: "text", kind: "title", suggests: "products" },
  { path: "product_id", label: "Product’s number", type: "text", kind: "code" },
  { path: "variant_id", label: "Variant’s number", type: "text", kind: "code" },
  { path: "sku", label: "SKU", type: "text", kind: "code" },
  { path: "vendor", label: "Vendor", type: "text", kind: "title", suggests: "vendors" },
  { path: "product_type", label: "Product type", type: "text", kind: "title", offered: false },
  { path: "collections", label: "Collections", type: "list", kind: "title", offered: false },
  { path: "product_tags", label: "Product tags", type: "list", kind: "title", offered: false },
  { path: "quantity", label: "Quantity", type: "number" },
  { path: "price", label: "Price of one", type: "money", currency: "currency" },
];

export const linesField = (path: string, label: string): OfferedField => ({
  path,
  label,
  type: "lines",
  of: lineFields,
});

const orderName: OfferedField = { path: "order.name", label: "Order number", type: "text", kind: "code" };
const statusPage: OfferedField = { path: "order.status_url", label: "Order status page", type: "url" };
const orderId: OfferedField = { path: "order.id", label: "Order’s number at Shopify", type: "text", kind: "code" };

/**
 * For events that carry only the order's id. Name and status page come from the order's own event, if the app has it.
 */
export const namedOrderFields: readonly OfferedField[] = [orderName, statusPage, orderId];

export const orderFields: readonly OfferedField[] = [
  orderName,
  { path: "order.total", label: "Order total", type: "money", currency: "order.currency" },
  { path: "order.subtotal", label: "Total before shipping", type: "money", currency: "order.currency" },
  { path: "order.item_count", label: "Number of items", type: "number" },
  { path: "order.first_item", label: "First item", type: "text", kind: "title" },
  linesField("order.lines", "Items"),
  statusPage,
  {
    path: "order.financial_status",
    label: "Payment status",
    type: "text",
    ...knownStatuses("payment status", {
      pending: "Pending",
      authorized: "Authorized",
      partially_paid: "Partially paid",
      paid: "Paid",
      partially_refunded: "Partially refunded",
      refunded: "Refunded",
      voided: "Voided",
      expired: "Expired",
    }),
  },
  {
    path: "order.fulfillment_status",
    label: "Fulfillment status",
    type: "text",
    ...knownStatuses("fulfillment status", {
      unfulfilled: "Unfulfilled",
      partial: "Partially fulfilled",
      fulfilled: "Fulfilled",
      restocked: "Restocked",
    }),
  },
  { path: "order.created_at", label: "Ordered on", type: "date" },
  { path: "order.tags", label: "Order tags", type: "list", kind: "label", suggests: "orderTags" },
  { path: "order.discount_codes", label: "Discount codes used", type: "list", kind: "code" },
  { path: "order.first", label: "The customer’s first order", type: "boolean" },
  { path: "order.source", label: "Sales channel", type: "text", kind: "label", ...salesChannels },
  { path: "order.requires_shipping", label: "Has something to ship", type: "boolean" },
  {
    path: "order.delivery_method",
    label: "Delivery method",
    type: "text",
    ...knownStatuses("delivery method", {
      shipping: "Shipping",
      local: "Local delivery",
      pick_up: "Pick-up",
      retail: "Handed over in the shop",
      none: "Nothing to deliver",
    }),
  },
  { path: "order.tracking_numbers", label: "Tracking numbers", type: "list", kind: "code" },
  { path: "order.tracking_urls", label: "Tracking pages", type: "list", kind: "link" },
  { path: "order.refunded", label: "Refunded so far", type: "money", currency: "order.currency" },
  {
    path: "order.presentment_total",
    label: "Order total in the customer’s currency",
    type: "money",
    currency: "order.presentment_currency",
  },
  { path: "order.presentment_currency", label: "The customer’s currency", type: "text", kind: "code", ...currencies },
  { path: "order.test", label: "A test order", type: "boolean" },
  { path: "order.note", label: "Note on the order", type: "text", kind: "note" },
  orderId,
];

const commonFields = { currency: "USD", collections: ["Summer"], product_tags: ["linen"], vendor: "Juniper" };
export const sampleLines = [
  {
    ...commonFields,
    product_id: "9001",
    variant_id: "4101",
    title: "Linen shirt",
    sku: "SHIRT-M",
    product_type: "Shirts",
    quantity: 1,
    price: "62.00",
  },
  {
    ...commonFields,
    product_id: "9002",
    variant_id: "4102",
    title: "Canvas belt",
    sku: "BELT-1",
    product_type: "Accessories",
    quantity: 1,
    price: "18.00",
  },
];

export const sampleOrder: Facts = {
  order: {
    id: "5001",
    name: "#1042",
    total: "86.00",
    subtotal: "80.00",
    currency: "USD",
    item_count: 2,
    first_item: "Linen shirt",
    status_url: "https://juniper.example/orders/1042",
    financial_status: "paid",
    fulfillment_status: "unfulfilled",
    created_at: "2026-11-03T15:04:00Z",
    tags: ["gift"],
    discount_codes: ["HELLO10"],
    source: "web",
    requires_shipping: true,
    delivery_method: "shipping",
    tracking_numbers: ["1Z82", "1Z83"],
    tracking_urls: ["https://track.example/1Z82", "https://track.example/1Z83"],
    refunded: "10.00",
    presentment_total: "79.00",
    presentment_currency: "EUR",
    test: false,
    note: "Please ring the bell",
    first: false,
    fields: { "Delivery date": "2026-11-12" },
    lines: sampleLines,
  },
};

export const sampleNamedOrder: Facts = {
  order: { id: "5001", name: "#1042", status_url: "https://juniper.example/orders/1042" },
};
