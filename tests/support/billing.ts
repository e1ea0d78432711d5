import type { SubscriptionStatus } from "#core/statuses.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { OutwardFailure } from "#core/sending/outward-failure.ts";
import type { AdminApi, AdminPurchase, ListedSubscription } from "#shell/shopify/admin-api.server.ts";
import type { BillingMeter, MeteredCharge } from "#shell/shopify/billing-meter.server.ts";

const gid = (nth: number) => `gid://shopify/AppSubscription/${nth}`;
const isSince = (at: Instant, since: Instant | null) => !since || Temporal.Instant.compare(at, since) >= 0;
const PERIOD_END = Temporal.Instant.from("2026-03-30T00:00:00Z");

/** Shopify's one-time purchases, subscriptions and their usage records, by idempotency key as Shopify keeps them. */
export function fakeBilling(now: () => Instant) {
  const purchases: AdminPurchase[] = [];
  const subscriptions: (ListedSubscription & { confirmed: string })[] = [];
  const records = new Map<string, MeteredCharge & { id: string; createdAt: Instant }>();
  /** Every call of the meter, charged or not. */
  const calls: MeteredCharge[] = [];
  const state = { isDevelopment: false };
  let before: (charge: MeteredCharge) => OutwardFailure | null | Promise<OutwardFailure | null> = () => null;
  let after: (charge: MeteredCharge) => OutwardFailure | null = () => null;
  let apiFails: OutwardFailure | null = null;
  const byId = (id: string) => subscriptions.find(({ shopifyId }) => shopifyId === id);

  const adminApi: Pick<
    AdminApi,
    | "isDevelopmentStore"
    | "createSubscription"
    | "changeCap"
    | "cancelSubscription"
    | "subscription"
    | "subscriptions"
    | "purchases"
  > = {
    isDevelopmentStore: async () => state.isDevelopment,
    createSubscription: async (_domain, { cappedAmount, currency, test }) => {
      if (apiFails) return apiFails;
      const nth = subscriptions.length + 1;
      const confirmationUrl = `https://shop.example/subscriptions/${nth}`;
      const lineItemId = `gid://shopify/AppSubscriptionLineItem/${nth}?v=1&index=0`;
      subscriptions.push({
        shopifyId: gid(nth),
        lineItemId,
        status: "pending",
        cappedAmount,
        balanceUsed: "0.00",
        periodEnd: null,
        currency,
        test,
        createdAt: now(),
        confirmed: confirmationUrl,
      });
      return { kind: "done", output: { shopifyId: gid(nth), lineItemId, confirmationUrl } };
    },
    changeCap: async () =>
      apiFails ?? { kind: "done", output: { confirmationUrl: "https://shop.example/subscriptions/cap" } },
    cancelSubscription: async (_domain, id) => {
      if (apiFails) return apiFails;
      const found = byId(id);
      if (found) found.status = "cancelled";
      return { kind: "done" };
    },
    subscription: async (_domain, id) => apiFails ?? { kind: "answered", subscription: byId(id) ?? null },
    subscriptions: async () =>
      apiFails ?? {
        kind: "answered",
        subscriptions: subscriptions.toReversed().map(({ confirmed: _page, ...listed }) => listed),
      },
    purchases: async (_domain, since) =>
      apiFails ?? { kind: "answered", purchases: purchases.filter(({ createdAt }) => isSince(createdAt, since)) },
  };
  const meter: BillingMeter = {
    charge: async (_domain, charge) => {
      calls.push(charge);
      const failure = await before(charge);
      if (failure) return failure;
      const known = records.get(charge.key);
      const plan = subscriptions.find(({ lineItemId }) => lineItemId === charge.lineItemId);
      if (!known) {
        if (plan?.status !== "active")
          return { kind: "refused", code: "user_error", detail: "Subscription is not active" };
        const used = Number(plan.balanceUsed) + Number(charge.price);
        if (used > Number(plan.cappedAmount))
          return { kind: "refused", code: "user_error", detail: "Total price exceeds balance remaining" };
        plan.balanceUsed = used.toFixed(2);
        records.set(charge.key, {
          ...charge,
          id: `gid://shopify/AppUsageRecord/${records.size + 1}`,
          createdAt: now(),
        });
      }
      return after(charge) ?? { kind: "done", output: { chargeId: records.get(charge.key)?.id ?? "" } };
    },
    charges: async (_domain, id, since) => {
      if (apiFails) return apiFails;
      const line = byId(id)?.lineItemId;
      return {
        kind: "answered",
        charges: [...records.values()]
          .filter(({ lineItemId, createdAt }) => lineItemId === line && isSince(createdAt, since))
          .map(({ id: chargeId, lineItemId: _line, ...charge }) => ({ ...charge, chargeId })),
      };
    },
  };
  return {
    adminApi,
    meter,
    purchases,
    subscriptions,
    /** What was charged: once for each key. */
    records,
    calls,
    state,
    /** What becomes of a call before it charges, and of the answer after it has. */
    meterFails: (say: typeof before) => (before = say),
    answerIsLost: (say: typeof after) => (after = say),
    apiFails: (failure: OutwardFailure | null) => (apiFails = failure),
    /** A subscription changes at Shopify, without a webhook. */
    turn: (nth: number, status: SubscriptionStatus, change: Partial<ListedSubscription> = {}) => {
      const found = byId(gid(nth));
      if (found) Object.assign(found, { periodEnd: PERIOD_END, status, ...change });
    },
  };
}
