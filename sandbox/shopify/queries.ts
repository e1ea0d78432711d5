import { collections, products } from "../store/catalog.ts";
import type { StoreState } from "../store/state.ts";
import { pixelOf } from "./writes/pixel.ts";
import { catalogList, productView } from "./views/catalog.ts";
import { checkoutList, checkoutView } from "./views/checkout.ts";
import { codeListView, discountView } from "./views/discount.ts";
import { parseGid } from "./views/gid.ts";
import { customerList, customerView, orderList, orderView, type Listing } from "./views/resources.ts";
import { discountOfCode, subscriptionsOf } from "../store/find.ts";
import { connection, type Paging } from "./views/connection.ts";
import { purchaseView } from "./views/purchase.ts";
import { subscriptionView } from "./views/subscription.ts";
import { shopView } from "./views/shop.ts";
import { APP_INSTALLATION } from "./views/gid.ts";
import { memberList, memberPage, segmentBy, segmentList, type MembersAsked } from "./views/segments.ts";
import type { MutationContext } from "./writes/mutation-context.ts";

function nodeBy(store: StoreState, gid: string, now: string) {
  const parsed = parseGid(gid);
  const customer = parsed?.kind === "Customer" && store.customers.find(({ id }) => id === parsed.id);
  if (customer) return customerView(store, customer);
  const order = parsed?.kind === "Order" && store.orders.find(({ id }) => id === parsed.id);
  if (order) return orderView(store, order);
  const checkout = parsed?.kind === "AbandonedCheckout" && store.checkouts.find(({ number }) => number === parsed.id);
  if (checkout) return checkoutView(store, checkout);
  const subscription = parsed?.kind === "AppSubscription" && subscriptionsOf(store).find(({ id }) => id === parsed.id);
  return subscription ? subscriptionView(subscription, now) : null;
}

function ofKind(store: StoreState, kind: string, gid: string) {
  return parseGid(gid)?.kind === kind ? nodeBy(store, gid, "") : null;
}

function discountBy(store: StoreState, code: string, now: string) {
  const discount = discountOfCode(store, code);
  return discount ? discountView(discount, now) : null;
}

function codeListBy(store: StoreState, id: string, now: string) {
  const list = store.codeLists?.find((each) => each.id === parseGid(id)?.id);
  return list ? codeListView(list, now) : null;
}

export const queries = ({ store, now }: Pick<MutationContext, "store" | "now">, scopes: readonly string[]) => ({
  shop: () => shopView(store.shop),
  customer: ({ id }: { id: string }) => ofKind(store, "Customer", id),
  customerByIdentifier: ({ identifier }: { identifier: { phoneNumber?: string | null } }) => {
    const found = store.customers.find(({ phone }) => phone !== null && phone === identifier.phoneNumber);
    return found ? customerView(store, found) : null;
  },
  customers: (listing: Listing) => customerList(store, listing),
  customersCount: () => ({ count: store.customers.length, precision: "EXACT" }),
  order: ({ id }: { id: string }) => ofKind(store, "Order", id),
  orders: (listing: Listing) => orderList(store, listing),
  abandonedCheckouts: (listing: Listing) => checkoutList(store, listing),
  product: ({ id }: { id: string }) => productView(store, id),
  webPixel: () => pixelOf(store),
  products: (listing: Listing) => catalogList(store.shop.domain, "Product", products, listing),
  collections: (listing: Listing) => catalogList(store.shop.domain, "Collection", collections, listing),
  codeDiscountNodeByCode: ({ code }: { code: string }) => discountBy(store, code, now()),
  discountRedeemCodeBulkCreation: ({ id }: { id: string }) => codeListBy(store, id, now()),
  currentAppInstallation: () => ({
    id: APP_INSTALLATION,
    accessScopes: scopes.map((handle) => ({ handle })),
    activeSubscriptions: subscriptionsOf(store)
      .filter(({ status }) => status === "ACTIVE")
      .map((subscription) => subscriptionView(subscription, now())),
    allSubscriptions: (paging: Paging) =>
      connection(
        subscriptionsOf(store).map((subscription) => subscriptionView(subscription, now())),
        paging,
      ),
    oneTimePurchases: (paging: Paging) => connection(store.purchases.map(purchaseView), paging),
  }),
  node: ({ id }: { id: string }) => nodeBy(store, id, now()),
  nodes: ({ ids }: { ids: string[] }) => ids.map((id) => nodeBy(store, id, now())),
  segments: (listing: Listing) => segmentList(now(), listing),
  segment: ({ id }: { id: string }) => segmentBy(now(), id),
  customerSegmentMembersQuery: ({ id }: { id: string }) => memberList(store, id),
  customerSegmentMembers: (asked: MembersAsked) => memberPage(store, asked),
});
