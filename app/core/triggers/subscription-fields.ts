import type { OfferedField } from "../automations/fields.ts";
import { knownStatuses } from "../intake/code-lists/known.ts";
import type { Facts } from "../intake/define.ts";

const intervals = knownStatuses("interval", { day: "Days", week: "Weeks", month: "Months", year: "Years" });

export const subscriptionFields: readonly OfferedField[] = [
  {
    path: "subscription.status",
    label: "Subscription",
    type: "text",
    ...knownStatuses("subscription status", {
      active: "Active",
      paused: "Paused",
      cancelled: "Cancelled",
      expired: "Expired",
      failed: "Failed",
    }),
  },
  { path: "subscription.interval", label: "Paid in", type: "text", ...intervals },
  { path: "subscription.interval_count", label: "Paid every so many of them", type: "number" },
  { path: "subscription.delivery_interval", label: "Delivered in", type: "text", ...intervals },
  { path: "subscription.delivery_interval_count", label: "Delivered every so many of them", type: "number" },
  { path: "subscription.id", label: "Subscription’s number", type: "text", kind: "code" },
];

export const sampleSubscription: Facts = {
  subscription: {
    id: "7601",
    status: "active",
    interval: "month",
    interval_count: 1,
    delivery_interval: "month",
    delivery_interval_count: 1,
    currency: "USD",
  },
};
