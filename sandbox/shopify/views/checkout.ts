import { sold } from "../../store/catalog.ts";
import { customerOf } from "../../store/find.ts";
import { priceOf, subtotal, total } from "../../store/ledger.ts";
import { recoveryUrl } from "../../store/payloads/checkout.ts";
import type { Checkout, Line, StoreState } from "../../store/state.ts";
import { connection, type Paging } from "./connection.ts";
import { addressView, customerView, type Listing } from "./resources.ts";
import { gid } from "./gid.ts";
import { moneyBag } from "./money.ts";
import { search } from "./search.ts";

function lineView(store: StoreState, checkout: Checkout, line: Line) {
  const { variantId, quantity } = line;
  const { product, variant } = sold(variantId);
  return {
    __typename: "AbandonedCheckoutLineItem",
    id: `${gid("AbandonedCheckoutLineItem", variantId)}?abandoned_checkout_id=${checkout.number}`,
    title: product.title,
    variantTitle: variant.title,
    quantity,
    sku: variant.sku,
    originalUnitPriceSet: moneyBag(priceOf(line), store.shop.currency),
    product: { id: gid("Product", product.id) },
    variant: { id: gid("ProductVariant", variantId) },
  };
}

/** As with Shopify, the token is not a field; the recovery URL contains it. */
export function checkoutView(store: StoreState, checkout: Checkout) {
  const customer = customerOf(store, checkout.customerId);
  const { currency } = store.shop;
  return {
    __typename: "AbandonedCheckout",
    id: gid("AbandonedCheckout", checkout.number),
    name: `#${checkout.number}`,
    abandonedCheckoutUrl: recoveryUrl(store.shop, checkout),
    completedAt: checkout.completedAt,
    createdAt: checkout.createdAt,
    updatedAt: checkout.updatedAt,
    customer: () => customerView(store, customer),
    lineItems: (paging: Paging) =>
      connection(
        checkout.lines.map((line) => lineView(store, checkout, line)),
        paging,
      ),
    shippingAddress: addressView(customer),
    billingAddress: addressView(customer),
    subtotalPriceSet: moneyBag(subtotal(checkout.lines), currency),
    totalLineItemsPriceSet: moneyBag(subtotal(checkout.lines), currency),
    totalPriceSet: moneyBag(total(checkout.lines), currency),
  };
}

export function checkoutList(store: StoreState, { query, sortKey: _sortKey, ...paging }: Listing) {
  const hits = search(store.checkouts, query, (checkout) => ({
    id: checkout.number,
    created_at: checkout.createdAt,
    updated_at: checkout.updatedAt,
    status: checkout.completedAt === null ? "open" : "closed",
  }));
  return connection(
    hits.map((checkout) => checkoutView(store, checkout)),
    paging,
  );
}
