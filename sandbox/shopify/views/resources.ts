import { sold, VENDOR } from "../../store/catalog.ts";
import { customerOf, fullName } from "../../store/find.ts";
import { financialStatusOf, orderTotal, ordersOf, orderSubtotal, priceOf, spentBy } from "../../store/ledger.ts";
import { CARRIER, trackingPage } from "../../store/payloads/fulfillment.ts";
import { statusPage } from "../../store/payloads/order.ts";
import type { Customer, Fulfillment, Metafield, Order, OrderLine, Refund, StoreState } from "../../store/state.ts";
import { connection, type Paging } from "./connection.ts";
import { gid } from "./gid.ts";
import { money, moneyBag } from "./money.ts";
import { search, sorted } from "./search.ts";

// Customers have orders, and orders a customer: one file for both views, because their imports would be a cycle.

export type Listing = Paging & { query?: string | null; sortKey?: string | null };

export function addressView({ addressId, firstName, lastName, phone, address }: Customer) {
  return {
    ...address,
    __typename: "MailingAddress",
    id: gid("MailingAddress", addressId),
    address2: null,
    firstName,
    lastName,
    name: `${firstName} ${lastName}`,
    phone,
    countryCodeV2: address.countryCode,
  };
}

function phoneView({ phone, consent }: Customer) {
  const state = consent.state.toUpperCase();
  const optInLevel = consent.optInLevel?.toUpperCase() ?? null;
  return (
    phone && {
      phoneNumber: phone,
      marketingState: state,
      marketingOptInLevel: optInLevel,
      marketingUpdatedAt: consent.updatedAt,
      marketingCollectedFrom: consent.collectedFrom,
      // The newer enum has another name for this value.
      smsMarketingConsent: {
        state: state === "NOT_SUBSCRIBED" ? "NEVER_SUBSCRIBED" : state,
        optInLevel,
        updatedAt: consent.updatedAt,
        collectedFrom: consent.collectedFrom,
      },
    }
  );
}

export const metafieldView = (metafield: Metafield) => ({
  ...metafield,
  __typename: "Metafield",
  id: gid("Metafield", metafield.id),
});

export function customerView(store: StoreState, customer: Customer) {
  const { consent } = customer;
  return {
    __typename: "Customer",
    id: gid("Customer", customer.id),
    legacyResourceId: customer.id,
    firstName: customer.firstName || null,
    lastName: customer.lastName || null,
    displayName: fullName(customer),
    tags: customer.tags,
    numberOfOrders: () => String(ordersOf(store, customer).length),
    amountSpent: () => money(spentBy(store, customer), store.shop.currency),
    locale: customer.locale,
    note: customer.note ?? null,
    metafield: ({ namespace, key }: { namespace?: string | null; key: string }) => {
      const found = customer.metafields?.find(
        (metafield) => metafield.key === key && metafield.namespace === namespace,
      );
      return found ? metafieldView(found) : null;
    },
    state: (customer.account ?? "disabled").toUpperCase(),
    createdAt: customer.createdAt,
    updatedAt: customer.updatedAt,
    email: customer.email || null,
    phone: customer.phone,
    defaultEmailAddress:
      customer.email === ""
        ? null
        : {
            emailAddress: customer.email,
            marketingState: "NOT_SUBSCRIBED",
            marketingOptInLevel: null,
            marketingUpdatedAt: null,
          },
    defaultPhoneNumber: phoneView(customer),
    defaultAddress: customer.lacksAddress ? null : addressView(customer),
    smsMarketingConsent: customer.phone && {
      consentCollectedFrom: consent.collectedFrom,
      consentUpdatedAt: consent.updatedAt,
      marketingOptInLevel: consent.optInLevel?.toUpperCase() ?? "UNKNOWN",
      marketingState: consent.state.toUpperCase(),
    },
    lastOrder: () => {
      const last = ordersOf(store, customer).at(-1);
      return last ? orderView(store, last) : null;
    },
    orders: (paging: Paging) =>
      connection(
        ordersOf(store, customer).map((order) => orderView(store, order)),
        paging,
      ),
  };
}

export function customerList(store: StoreState, { query, sortKey, ...paging }: Listing) {
  const hits = search(store.customers, query, (customer) => ({
    id: customer.id,
    email: customer.email,
    phone: customer.phone,
    first_name: customer.firstName,
    last_name: customer.lastName,
    country: customer.address.countryCode,
    tag: customer.tags,
    created_at: customer.createdAt,
    updated_at: customer.updatedAt,
    customer_date: customer.createdAt,
    sms_marketing_state: customer.consent.state,
  }));
  const ordered = sorted(hits, sortKey, {
    CREATED_AT: ({ createdAt }) => createdAt,
    UPDATED_AT: ({ updatedAt }) => updatedAt,
    NAME: ({ lastName, firstName }) => `${lastName} ${firstName}`,
    ID: ({ id }) => id.padStart(20, "0"),
  });
  return connection(
    ordered.map((customer) => customerView(store, customer)),
    paging,
  );
}

function lineView(store: StoreState, order: Order, line: OrderLine) {
  const { id, variantId, quantity } = line;
  const { product, variant } = sold(variantId);
  return {
    __typename: "LineItem",
    id: gid("LineItem", id),
    title: product.title,
    variantTitle: variant.title,
    name: `${product.title} - ${variant.title}`,
    quantity,
    currentQuantity: order.refund || order.cancelledAt !== null ? 0 : quantity,
    sku: variant.sku,
    vendor: VENDOR,
    originalUnitPriceSet: moneyBag(priceOf(line), store.shop.currency),
    requiresShipping: true,
    product: { id: gid("Product", product.id) },
    variant: { id: gid("ProductVariant", variantId) },
  };
}

export function orderView(store: StoreState, order: Order) {
  const customer = customerOf(store, order.customerId);
  const { currency } = store.shop;
  const back = order.refund !== null || order.cancelledAt !== null;
  return {
    __typename: "Order",
    id: gid("Order", order.id),
    legacyResourceId: order.id,
    name: `#${order.number}`,
    number: order.number,
    createdAt: order.createdAt,
    updatedAt: order.updatedAt,
    processedAt: order.createdAt,
    cancelledAt: order.cancelledAt,
    checkoutToken: order.checkoutToken,
    cartToken: order.cartToken,
    currencyCode: currency,
    customer: () => customerView(store, customer),
    customerLocale: customer.locale,
    displayFinancialStatus: financialStatusOf(order).toUpperCase(),
    displayFulfillmentStatus: order.fulfillment ? "FULFILLED" : "UNFULFILLED",
    email: customer.email,
    phone: customer.phone,
    lineItems: (paging: Paging) =>
      connection(
        order.lines.map((line) => lineView(store, order, line)),
        paging,
      ),
    shippingAddress: addressView(customer),
    billingAddress: addressView(customer),
    subtotalPriceSet: moneyBag(orderSubtotal(order), currency),
    totalPriceSet: moneyBag(orderTotal(order), currency),
    currentTotalPriceSet: moneyBag(back ? 0 : orderTotal(order), currency),
    currentSubtotalPriceSet: moneyBag(back ? 0 : orderSubtotal(order), currency),
    presentmentCurrencyCode: currency,
    tags: [],
    test: false,
    note: null,
    discountCodes: order.discount ? [order.discount.code] : [],
    sourceName: "web",
    statusPageUrl: statusPage(store.shop, order),
    closedAt: null,
    cancelReason: order.cancelledAt === null ? null : "CUSTOMER",
    customAttributes: [],
    shippingLine: { title: "Standard", deliveryCategory: null },
    fulfillments: order.fulfillment ? [fulfillmentView(order, order.fulfillment)] : [],
    refunds: order.refund ? [refundView(order, order.refund, currency)] : [],
    transactions: transactionViews(order),
  };
}

/** The sale of a paid order, and its refund. */
function transactionViews(order: Order) {
  const paidAt = order.paidAt === undefined ? order.createdAt : order.paidAt;
  const view = (id: string, kind: string, at: string) => ({
    id: gid("OrderTransaction", id),
    kind,
    status: "SUCCESS",
    createdAt: at,
    processedAt: at,
  });
  return [
    ...(paidAt === null ? [] : [view(order.id, "SALE", paidAt)]),
    ...(order.refund ? [view(order.refund.transactionId, "REFUND", order.refund.createdAt)] : []),
  ];
}

function fulfillmentView(order: Order, { id, createdAt, updatedAt, trackingNumber, status }: Fulfillment) {
  return {
    id: gid("Fulfillment", id),
    legacyResourceId: id,
    name: `#${order.number}.1`,
    status: "SUCCESS",
    displayStatus: status?.toUpperCase() ?? "FULFILLED",
    createdAt,
    updatedAt: updatedAt ?? createdAt,
    trackingInfo: [{ company: CARRIER, number: trackingNumber, url: trackingPage(trackingNumber) }],
  };
}

const refundView = (order: Order, { id, createdAt }: Refund, currency: string) => ({
  id: gid("Refund", id),
  legacyResourceId: id,
  note: null,
  createdAt,
  totalRefundedSet: moneyBag(orderTotal(order), currency),
});

export function orderList(store: StoreState, { query, sortKey, ...paging }: Listing) {
  const hits = search(store.orders, query, (order) => ({
    id: order.id,
    name: `#${order.number}`,
    customer_id: order.customerId,
    checkout_token: order.checkoutToken,
    created_at: order.createdAt,
    updated_at: order.updatedAt,
    processed_at: order.createdAt,
  }));
  const ordered = sorted(hits, sortKey, { UPDATED_AT: ({ updatedAt }) => updatedAt });
  return connection(
    ordered.map((order) => orderView(store, order)),
    paging,
  );
}
