import type { SubscriptionStatus } from "#core/statuses.ts";
import { Temporal } from "#core/time/time.ts";
import type { OutwardFailure } from "#core/sending/outward-failure.ts";
import type { AdminApi, AdminSubscription } from "#shell/shopify/admin-api.server.ts";
import type { BillingMeter, MeteredCharge } from "#shell/shopify/billing-meter.server.ts";

const gid = (nth: number) => `gid://shopify/AppSubscription/${nth}`;
const PERIOD_END = Temporal.Instant.from("2026-03-30T00:00:00Z");

/** Shopify's subscriptions and their usage records, by idempotency key as Shopify keeps them. */
export function fakeBilling() {
  const subscriptions: (AdminSubscription & { test: boolean; confirmed: string })[] = [];
  const records = new Map<string, MeteredCharge & { id: string }>();
  /** Every call of the meter, charged or not. */
  const calls: MeteredCharge[] = [];
  const state = { isDevelopment: false };
  let before: (charge: MeteredCharge) => OutwardFailure | null | Promise<OutwardFailure | null> = () => null;
  let after: (charge: MeteredCharge) => OutwardFailure | null = () => null;
  let apiFails: OutwardFailure | null = null;
  const byId = (id: string) => subscriptions.find(({ shopifyId }) => shopifyId === id);

  const adminApi: Pick<
    AdminApi,
    "isDevelopmentStore" | "createSubscription" | "changeCap" | "cancelSubscription" | "subscription"
  > = {
    isDevelopmentStore: async () => state.isDevelopment,
    createSubscription: async (_domain, { cappedAmount, test }) => {
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
        test,
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
        records.set(charge.key, { ...charge, id: `gid://shopify/AppUsageRecord/${records.size + 1}` });
      }
      return after(charge) ?? { kind: "done", output: { chargeId: records.get(charge.key)?.id ?? "" } };
    },
    charges: async () => ({
      kind: "answered",
      charges: [...records].map(([key, { id }]) => ({ key, chargeId: id })),
    }),
  };
  return {
    adminApi,
    meter,
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
    turn: (nth: number, status: SubscriptionStatus, change: Partial<AdminSubscription> = {}) => {
      const found = byId(gid(nth));
      if (found) Object.assign(found, { periodEnd: PERIOD_END, status, ...change });
    },
  };
}
