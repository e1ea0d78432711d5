import { sold, VENDOR } from "../../store/catalog.ts";
import { customerOf } from "../../store/find.ts";
import { financialStatusOf, priceOf, subtotal, total } from "../../store/ledger.ts";
import type { Order, OrderLine, StoreState } from "../../store/state.ts";
import { connection, type Paging } from "./connection.ts";
// oxlint-disable-next-line import/no-cycle -- see customer.ts
import { addressView, customerView, type Listing } from "./customer.ts";
import { gid } from "./gid.ts";
import { moneyBag } from "./money.ts";
import { search, sorted } from "./search.ts";

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
    subtotalPriceSet: moneyBag(subtotal(order.lines), currency),
    totalPriceSet: moneyBag(total(order.lines), currency),
    currentTotalPriceSet: moneyBag(back ? 0 : total(order.lines), currency),
    tags: [],
    test: false,
  };
}

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
