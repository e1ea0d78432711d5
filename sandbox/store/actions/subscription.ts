import type { StoreEvent } from "../events.ts";
import { StoreRefusal, subscriptionOf, subscriptionsOf } from "../find.ts";
import { at } from "../payloads/written.ts";
import type { StoreState, Subscription } from "../state.ts";

/** What Shopify, or the merchant in the admin, does to an approved subscription. */
export const subscriptionDeeds = ["expire", "freeze", "unfreeze", "cancel"] as const;
type Deed = (typeof subscriptionDeeds)[number];

const turns: Record<Deed, { from: Subscription["status"][]; to: Subscription["status"] }> = {
  expire: { from: ["PENDING"], to: "EXPIRED" },
  freeze: { from: ["ACTIVE"], to: "FROZEN" },
  unfreeze: { from: ["FROZEN"], to: "ACTIVE" },
  cancel: { from: ["ACTIVE", "FROZEN"], to: "CANCELLED" },
};

const PERIOD_MS = 30 * 86_400_000;

/** The billing period that an instant is in; null before the approval. */
export function periodOf({ approvedAt }: Subscription, now: string): { from: number; to: number } | null {
  if (approvedAt === null) return null;
  const began = Date.parse(approvedAt);
  const from = began + Math.floor((Date.parse(now) - began) / PERIOD_MS) * PERIOD_MS;
  return { from, to: from + PERIOD_MS };
}

/** What is charged in the current period. */
export function balanceUsed(subscription: Subscription, now: string): number {
  const period = periodOf(subscription, now);
  if (!period) return 0;
  const inPeriod = subscription.records.filter(({ createdAt }) => Date.parse(createdAt) >= period.from);
  return inPeriod.reduce((sum, { price }) => sum + Number(price), 0);
}

/** Approves or declines a subscription, or the new cap of an approved one. */
export function decideSubscription(
  store: StoreState,
  id: string,
  decision: "approve" | "decline",
  now: string,
): { subscription: Subscription; events: StoreEvent[] } {
  const subscription = subscriptionOf(store, id);
  const { status, askedCap } = subscription;
  if (status !== "PENDING" && askedCap === null) throw new StoreRefusal("this was decided already");
  subscription.updatedAt = now;
  if (askedCap !== null) {
    if (decision === "approve") subscription.cappedAmount = askedCap;
    subscription.askedCap = null;
    return { subscription, events: [updated(store, subscription)] };
  }
  subscription.status = decision === "approve" ? "ACTIVE" : "DECLINED";
  if (decision === "decline") return { subscription, events: [updated(store, subscription)] };
  subscription.approvedAt = now;
  // An app has one active subscription in a shop: a new one replaces it.
  const replaced = subscriptionsOf(store).filter(
    (one) => one !== subscription && (one.status === "ACTIVE" || one.status === "FROZEN"),
  );
  for (const one of replaced) Object.assign(one, { status: "CANCELLED", updatedAt: now });
  return { subscription, events: [...replaced, subscription].map((one) => updated(store, one)) };
}

export function changeSubscription(store: StoreState, id: string, deed: Deed, now: string): StoreEvent[] {
  const subscription = subscriptionOf(store, id);
  const { from, to } = turns[deed];
  if (!from.includes(subscription.status)) throw new StoreRefusal(`the subscription is ${subscription.status}`);
  Object.assign(subscription, { status: to, updatedAt: now });
  return [updated(store, subscription)];
}

/** An uninstall ends an app's subscriptions; the app, which is gone, hears nothing of it. */
export function endSubscriptions(store: StoreState, now: string): void {
  for (const one of subscriptionsOf(store))
    if (one.status !== "DECLINED" && one.status !== "EXPIRED")
      Object.assign(one, { status: "CANCELLED", updatedAt: now });
}

const bodyOf = ({ shop }: StoreState, { id, name, status, createdAt, updatedAt }: Subscription) => ({
  admin_graphql_api_id: `gid://shopify/AppSubscription/${id}`,
  name,
  status,
  admin_graphql_api_shop_id: `gid://shopify/Shop/${shop.id}`,
  created_at: at(shop, createdAt),
  updated_at: at(shop, updatedAt),
});

export const updated = (store: StoreState, subscription: Subscription): StoreEvent => ({
  topic: "app_subscriptions/update",
  body: {
    app_subscription: {
      ...bodyOf(store, subscription),
      currency: subscription.currency,
      capped_amount: subscription.cappedAmount,
      price: "0.00",
      interval: "every_30_days",
    },
  },
});

/** Sent as the charges of a period pass nine tenths of the cap. */
export const nearCap = (store: StoreState, subscription: Subscription, now: string): StoreEvent => ({
  topic: "app_subscriptions/approaching_capped_amount",
  body: {
    app_subscription: {
      ...bodyOf(store, subscription),
      balance_used: balanceUsed(subscription, now),
      capped_amount: subscription.cappedAmount,
      currency_code: subscription.currency,
    },
  },
});
