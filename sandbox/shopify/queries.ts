import type { StoreState } from "../store/state.ts";
import { checkoutList, checkoutView } from "./views/checkout.ts";
import { discountView } from "./views/discount.ts";
import { parseGid } from "./views/gid.ts";
import { customerList, customerView, orderList, orderView, type Listing } from "./views/resources.ts";
import { shopView } from "./views/shop.ts";
import { memberList, memberPage, segmentBy, segmentList, type MembersAsked } from "./views/segments.ts";
import type { MutationContext } from "./writes/mutation-context.ts";

function nodeBy(store: StoreState, gid: string) {
  const parsed = parseGid(gid);
  const customer = parsed?.kind === "Customer" && store.customers.find(({ id }) => id === parsed.id);
  if (customer) return customerView(store, customer);
  const order = parsed?.kind === "Order" && store.orders.find(({ id }) => id === parsed.id);
  if (order) return orderView(store, order);
  const checkout = parsed?.kind === "AbandonedCheckout" && store.checkouts.find(({ number }) => number === parsed.id);
  return checkout ? checkoutView(store, checkout) : null;
}

function ofKind(store: StoreState, kind: string, gid: string) {
  return parseGid(gid)?.kind === kind ? nodeBy(store, gid) : null;
}

function discountBy(store: StoreState, code: string, now: string) {
  const discount = store.discounts.find((one) => one.code.toLowerCase() === code.toLowerCase());
  return discount ? discountView(discount, now) : null;
}

export const queries = ({ store, now }: Pick<MutationContext, "store" | "now">, scopes: readonly string[]) => ({
  shop: () => shopView(store.shop),
  customer: ({ id }: { id: string }) => ofKind(store, "Customer", id),
  customers: (listing: Listing) => customerList(store, listing),
  customersCount: () => ({ count: store.customers.length, precision: "EXACT" }),
  order: ({ id }: { id: string }) => ofKind(store, "Order", id),
  orders: (listing: Listing) => orderList(store, listing),
  abandonedCheckouts: (listing: Listing) => checkoutList(store, listing),
  codeDiscountNodeByCode: ({ code }: { code: string }) => discountBy(store, code, now()),
  segments: (listing: Listing) => segmentList(now(), listing),
  segment: ({ id }: { id: string }) => segmentBy(now(), id),
  customerSegmentMembersQuery: ({ id }: { id: string }) => memberList(store, id),
  customerSegmentMembers: (asked: MembersAsked) => memberPage(store, asked),
  currentAppInstallation: { id: "gid://shopify/AppInstallation/1", accessScopes: scopes.map((handle) => ({ handle })) },
  node: ({ id }: { id: string }) => nodeBy(store, id),
  nodes: ({ ids }: { ids: string[] }) => ids.map((id) => nodeBy(store, id)),
});
