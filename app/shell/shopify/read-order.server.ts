import { z } from "zod";
import { bodyOf, flag, moment, text, texts, tolerantList, tolerantObject, wholeNumber } from "#core/intake/shapes.ts";
import {
  ADDRESS,
  address,
  gid,
  idIn,
  MONEY,
  moneyBag,
  owner,
  PERSON,
  person,
  toAddress,
  toCustomerBody,
  toFulfillmentStatus,
} from "./webhook-shapes.server.ts";

export const ORDER = `#graphql
  query ShopbellOrder($id: ID!) {
    order(id: $id) {
      id name email phone customerLocale note test tags discountCodes sourceName statusPageUrl checkoutToken
      createdAt processedAt updatedAt cancelledAt closedAt cancelReason
      currencyCode presentmentCurrencyCode displayFinancialStatus displayFulfillmentStatus
      totalPriceSet ${MONEY} currentTotalPriceSet ${MONEY} subtotalPriceSet ${MONEY} currentSubtotalPriceSet ${MONEY}
      customAttributes { key value }
      shippingLine { deliveryCategory }
      shippingAddress ${ADDRESS}
      billingAddress ${ADDRESS}
      customer ${PERSON}
      lineItems(first: 100) {
        nodes {
          title sku vendor quantity currentQuantity requiresShipping
          product { id } variant { id } originalUnitPriceSet ${MONEY}
        }
      }
      fulfillments(first: 50) {
        id name status displayStatus createdAt updatedAt trackingInfo { company number url }
      }
      refunds(first: 50) { id note createdAt totalRefundedSet ${MONEY} }
      transactions(first: 50) { kind status processedAt }
    }
  }`;

const order = bodyOf(
  { id: gid },
  {
    name: text,
    email: text,
    phone: text,
    customerLocale: text,
    note: text,
    test: flag,
    tags: texts,
    discountCodes: texts,
    sourceName: text,
    statusPageUrl: text,
    checkoutToken: text,
    createdAt: moment,
    processedAt: moment,
    updatedAt: moment,
    cancelledAt: moment,
    closedAt: moment,
    cancelReason: text,
    currencyCode: text,
    presentmentCurrencyCode: text,
    displayFinancialStatus: text,
    displayFulfillmentStatus: text,
    totalPriceSet: moneyBag,
    currentTotalPriceSet: moneyBag,
    subtotalPriceSet: moneyBag,
    currentSubtotalPriceSet: moneyBag,
    customAttributes: tolerantList(bodyOf({ key: z.string() }, { value: text })),
    shippingLine: tolerantObject({ deliveryCategory: text }),
    shippingAddress: address,
    billingAddress: address,
    customer: person,
    lineItems: tolerantObject({
      nodes: tolerantList(
        bodyOf(
          {},
          {
            title: text,
            sku: text,
            vendor: text,
            quantity: wholeNumber,
            currentQuantity: wholeNumber,
            requiresShipping: flag,
            product: owner,
            variant: owner,
            originalUnitPriceSet: moneyBag,
          },
        ),
      ),
    }),
    fulfillments: tolerantList(
      bodyOf(
        { id: gid },
        {
          name: text,
          status: text,
          displayStatus: text,
          createdAt: moment,
          updatedAt: moment,
          trackingInfo: tolerantList(bodyOf({}, { company: text, number: text, url: text })),
        },
      ),
    ),
    refunds: tolerantList(bodyOf({ id: gid }, { note: text, createdAt: moment, totalRefundedSet: moneyBag })),
    transactions: tolerantList(bodyOf({}, { kind: text, status: text, processedAt: moment })),
  },
);
type AdminOrder = z.infer<typeof order>;

export const orderAnswer = z
  .object({ order: order.nullable() })
  .transform(({ order: found }) => ({ order: found && toWebhookBody(found) }));

/** The order in the shape of its webhook body, so that intake reads both alike. */
const toWebhookBody = (found: AdminOrder): Record<string, unknown> => ({
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
  total_price: found.totalPriceSet?.shopMoney?.amount ?? null,
  current_total_price: found.currentTotalPriceSet?.shopMoney?.amount ?? null,
  subtotal_price: found.subtotalPriceSet?.shopMoney?.amount ?? null,
  current_subtotal_price: found.currentSubtotalPriceSet?.shopMoney?.amount ?? null,
  current_total_price_set: {
    presentment_money: {
      amount: found.currentTotalPriceSet?.presentmentMoney?.amount ?? null,
      currency_code: found.currentTotalPriceSet?.presentmentMoney?.currencyCode ?? null,
    },
  },
  note_attributes: found.customAttributes.map(({ key, value }) => ({ name: key, value })),
  shipping_lines: found.shippingLine ? [{ delivery_category: found.shippingLine.deliveryCategory }] : [],
  shipping_address: toAddress(found.shippingAddress),
  billing_address: toAddress(found.billingAddress),
  customer: found.customer && toCustomerBody(found.customer),
  line_items: (found.lineItems?.nodes ?? []).map((line) => ({
    product_id: idIn(line.product?.id),
    variant_id: idIn(line.variant?.id),
    title: line.title,
    sku: line.sku,
    vendor: line.vendor,
    quantity: line.quantity,
    current_quantity: line.currentQuantity,
    requires_shipping: line.requiresShipping,
    price: line.originalUnitPriceSet?.shopMoney?.amount ?? null,
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
        amount: totalRefundedSet?.shopMoney?.amount ?? null,
        currency: totalRefundedSet?.shopMoney?.currencyCode ?? null,
      },
    ],
  })),
  // No webhook of an order has these; they tell when it was paid.
  transactions: found.transactions.map(({ kind, status, processedAt }) => ({
    kind: kind?.toLowerCase() ?? null,
    status: status?.toLowerCase() ?? null,
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
  status: parcel.status?.toLowerCase() ?? null,
  shipment_status: CARRIER_STATUSES.has(parcel.displayStatus ?? "") ? parcel.displayStatus?.toLowerCase() : null,
  tracking_company: parcel.trackingInfo[0]?.company ?? null,
  tracking_numbers: parcel.trackingInfo.flatMap(({ number }) => number ?? []),
  tracking_urls: parcel.trackingInfo.flatMap(({ url }) => url ?? []),
  created_at: parcel.createdAt,
  updated_at: parcel.updatedAt,
});
