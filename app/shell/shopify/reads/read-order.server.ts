import type { ShopbellOrderQuery } from "../documents/documents.ts";
import { idIn, toAddress, toCustomerBody, toFulfillmentStatus } from "../webhook-shapes.server.ts";

type AdminOrder = NonNullable<ShopbellOrderQuery["order"]>;
export type AdminOrderLine = AdminOrder["lineItems"]["nodes"][number];

/** The order in the shape of its webhook body, so that intake reads both alike. */
export const toOrderBody = (
  found: Omit<AdminOrder, "lineItems">,
  lines: readonly AdminOrderLine[],
): Record<string, unknown> => ({
  id: idIn(found.id),
  admin_graphql_api_id: found.id,
  name: found.name,
  email: found.email,
  phone: found.phone,
  customer_locale: found.customerLocale,
  note: found.note,
  test: found.test,
  tags: found.tags.join(", "),
  discount_codes: found.discountCodes.map((code) => ({ code })),
  source_name: found.sourceName,
  order_status_url: found.statusPageUrl,
  checkout_token: found.checkoutToken,
  created_at: found.createdAt,
  processed_at: found.processedAt,
  updated_at: found.updatedAt,
  cancelled_at: found.cancelledAt,
  closed_at: found.closedAt,
  cancel_reason: found.cancelReason?.toLowerCase() ?? null,
  currency: found.currencyCode,
  presentment_currency: found.presentmentCurrencyCode,
  financial_status: found.displayFinancialStatus?.toLowerCase() ?? null,
  fulfillment_status: toFulfillmentStatus(found.displayFulfillmentStatus),
  total_price: found.totalPriceSet.shopMoney.amount,
  current_total_price: found.currentTotalPriceSet.shopMoney.amount,
  subtotal_price: found.subtotalPriceSet?.shopMoney.amount ?? null,
  current_subtotal_price: found.currentSubtotalPriceSet?.shopMoney.amount ?? null,
  current_total_price_set: {
    presentment_money: {
      amount: found.currentTotalPriceSet.presentmentMoney.amount,
      currency_code: found.currentTotalPriceSet.presentmentMoney.currencyCode,
    },
  },
  note_attributes: found.customAttributes.map(({ key, value }) => ({ name: key, value })),
  shipping_lines: found.shippingLine ? [{ delivery_category: found.shippingLine.deliveryCategory }] : [],
  shipping_address: toAddress(found.shippingAddress),
  billing_address: toAddress(found.billingAddress),
  customer: found.customer && toCustomerBody(found.customer),
  line_items: lines.map((line) => ({
    product_id: idIn(line.product?.id),
    variant_id: idIn(line.variant?.id),
    title: line.title,
    sku: line.sku,
    vendor: line.vendor,
    quantity: line.quantity,
    current_quantity: line.currentQuantity,
    requires_shipping: line.requiresShipping,
    price: line.originalUnitPriceSet.shopMoney.amount,
  })),
  fulfillments: found.fulfillments.map(toFulfillmentBody),
  refunds: found.refunds.map(({ id, note, createdAt, totalRefundedSet }) => ({
    id: idIn(id),
    note,
    created_at: createdAt,
    transactions: [
      {
        kind: "refund",
        status: "success",
        amount: totalRefundedSet.shopMoney.amount,
        currency: totalRefundedSet.shopMoney.currencyCode,
      },
    ],
  })),
  // No webhook of an order has these; they tell when it was paid.
  transactions: found.transactions.map(({ kind, status, processedAt }) => ({
    kind: kind.toLowerCase(),
    status: status.toLowerCase(),
    processed_at: processedAt,
  })),
});

/** The statuses that a carrier reports; the others say how far the shop is. */
const CARRIER_STATUSES = new Set([
  "IN_TRANSIT",
  "OUT_FOR_DELIVERY",
  "DELIVERED",
  "ATTEMPTED_DELIVERY",
  "DELAYED",
  "READY_FOR_PICKUP",
]);

const toFulfillmentBody = (parcel: AdminOrder["fulfillments"][number]) => ({
  id: idIn(parcel.id),
  name: parcel.name,
  status: parcel.status.toLowerCase(),
  shipment_status: CARRIER_STATUSES.has(parcel.displayStatus ?? "") ? parcel.displayStatus?.toLowerCase() : null,
  tracking_company: parcel.trackingInfo[0]?.company ?? null,
  tracking_numbers: parcel.trackingInfo.flatMap(({ number }) => number ?? []),
  tracking_urls: parcel.trackingInfo.flatMap(({ url }) => url ?? []),
  created_at: parcel.createdAt,
  updated_at: parcel.updatedAt,
});
