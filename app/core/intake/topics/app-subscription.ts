import { z } from "zod";
import { subscriptionStatuses, type SubscriptionStatus } from "../../statuses.ts";
import { defineReader } from "../define.ts";
import { bodyOf, money, moment } from "../shapes.ts";

const subscriptionId = z.string().regex(/^gid:\/\/shopify\/AppSubscription\/\d+$/);
const idIn = (shopifyId: string): string => shopifyId.slice(shopifyId.lastIndexOf("/") + 1);

/** Shopify's deprecated `accepted` comes right before `active`. */
const statusWord = z.string().transform((word, issues): SubscriptionStatus => {
  const lower = word.toLowerCase();
  const known = subscriptionStatuses.find((status) => status === (lower === "accepted" ? "pending" : lower));
  if (known) return known;
  issues.addIssue({ code: "custom", message: `unknown status "${word}"` });
  return z.NEVER;
});

export const appSubscriptionReader = defineReader({
  topics: ["app_subscriptions/update"],
  payload: z.object({
    app_subscription: bodyOf(
      { admin_graphql_api_id: subscriptionId, status: statusWord },
      { capped_amount: money, updated_at: moment },
    ),
  }),
  read: ({ app_subscription: { admin_graphql_api_id: shopifyId, status, capped_amount, updated_at } }) => ({
    subject: `app_subscription:${idIn(shopifyId)}`,
    subscription: { shopifyId, status, cappedAmount: capped_amount, balanceUsed: null, updatedAt: updated_at },
  }),
});

/** Nine tenths of the cap are charged. */
export const cappedAmountReader = defineReader({
  topics: ["app_subscriptions/approaching_capped_amount"],
  payload: z.object({
    app_subscription: bodyOf({ admin_graphql_api_id: subscriptionId }, { capped_amount: money, balance_used: money }),
  }),
  read: ({ app_subscription: { admin_graphql_api_id: shopifyId, capped_amount, balance_used } }) => ({
    subject: `app_subscription:${idIn(shopifyId)}`,
    subscription: { shopifyId, status: null, cappedAmount: capped_amount, balanceUsed: balance_used, updatedAt: null },
  }),
});
