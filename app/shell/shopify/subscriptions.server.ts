import type { SubscriptionStatus } from "#core/statuses.ts";
import { Temporal } from "#core/time/time.ts";
import type { AdminApi, AdminSubscription, ListedSubscription } from "./admin-api.server.ts";
import type { AdminRequest } from "./admin-request.server.ts";
import {
  cancelSubscription,
  changeCap,
  createSubscription,
  subscription as subscriptionDocument,
  subscriptions as subscriptionsDocument,
  type ShopbellSubscriptionsQuery,
  type ShopbellSubscriptionStateQuery,
} from "./documents/documents.ts";
import { performMutation, unreadable } from "./perform-mutation.server.ts";

type Node = Extract<NonNullable<ShopbellSubscriptionStateQuery["node"]>, { status: unknown }>;

const statuses: Record<Node["status"], SubscriptionStatus> = {
  ACCEPTED: "pending",
  PENDING: "pending",
  ACTIVE: "active",
  DECLINED: "declined",
  EXPIRED: "expired",
  FROZEN: "frozen",
  CANCELLED: "cancelled",
};

/** Shopify writes decimals as text or as numbers. */
const amountOf = ({ amount }: { amount: unknown }): string => Number(amount).toFixed(2);

/** The subscription with its usage line; null for a subscription without one, which is not the app's. */
function readSubscription(node: Node): AdminSubscription | null {
  for (const { id, plan } of node.lineItems) {
    const { pricingDetails } = plan;
    if (!("balanceUsed" in pricingDetails)) continue;
    return {
      shopifyId: node.id,
      lineItemId: id,
      status: statuses[node.status],
      cappedAmount: amountOf(pricingDetails.cappedAmount),
      balanceUsed: amountOf(pricingDetails.balanceUsed),
      periodEnd: node.currentPeriodEnd ? Temporal.Instant.from(node.currentPeriodEnd) : null,
    };
  }
  return null;
}

const isSubscription = (node: NonNullable<ShopbellSubscriptionStateQuery["node"]>): node is Node => "status" in node;

type ListedNode = ShopbellSubscriptionsQuery["currentAppInstallation"]["allSubscriptions"]["nodes"][number];

function readListed(node: ListedNode): ListedSubscription[] {
  const subscription = readSubscription(node);
  const [currency] = node.lineItems.flatMap(({ plan: { pricingDetails } }) =>
    "balanceUsed" in pricingDetails ? [pricingDetails.balanceUsed.currencyCode] : [],
  );
  return subscription && currency !== undefined
    ? [{ ...subscription, currency, test: node.test, createdAt: Temporal.Instant.from(node.createdAt) }]
    : [];
}

/** A shop has one at a time; each change of mind makes another. */
const NEWEST = 50;

/** The app's subscriptions with a capped usage line. */
export const subscriptionCalls = (
  request: AdminRequest,
): Pick<AdminApi, "createSubscription" | "changeCap" | "cancelSubscription" | "subscription" | "subscriptions"> => ({
  createSubscription: async (domain, { name, terms, cappedAmount, currency, returnUrl, test }) => {
    const done = await performMutation(request, {
      domain,
      document: createSubscription,
      variables: { name, terms, cappedAmount: { amount: cappedAmount, currencyCode: currency }, returnUrl, test },
    });
    if (done.kind !== "done") return done;
    const { appSubscription, confirmationUrl } = done.result;
    const lineItemId = appSubscription?.lineItems[0]?.id;
    return appSubscription && confirmationUrl && lineItemId
      ? { kind: "done", output: { shopifyId: appSubscription.id, lineItemId, confirmationUrl } }
      : unreadable;
  },
  changeCap: async (domain, { lineItemId, cappedAmount, currency }) => {
    const done = await performMutation(request, {
      domain,
      document: changeCap,
      variables: { id: lineItemId, cappedAmount: { amount: cappedAmount, currencyCode: currency } },
    });
    if (done.kind !== "done") return done;
    const { confirmationUrl } = done.result;
    return confirmationUrl ? { kind: "done", output: { confirmationUrl } } : unreadable;
  },
  cancelSubscription: async (domain, shopifyId) => {
    const done = await performMutation(request, { domain, document: cancelSubscription, variables: { id: shopifyId } });
    return done.kind === "done" ? { kind: "done" } : done;
  },
  subscription: async (domain, shopifyId) => {
    const response = await request(domain, subscriptionDocument, { id: shopifyId });
    if (response.kind !== "answered") return response;
    const { node } = response.data;
    return { kind: "answered", subscription: node && isSubscription(node) ? readSubscription(node) : null };
  },
  subscriptions: async (domain) => {
    const response = await request(domain, subscriptionsDocument, { first: NEWEST });
    return response.kind === "answered"
      ? {
          kind: "answered",
          subscriptions: response.data.currentAppInstallation.allSubscriptions.nodes.flatMap(readListed),
        }
      : response;
  },
});
