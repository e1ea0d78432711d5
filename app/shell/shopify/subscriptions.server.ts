import { z } from "zod";
import { subscriptionStatuses } from "#core/statuses.ts";
import { Temporal } from "#core/time/time.ts";
import type { AdminApi, AdminSubscription } from "./admin-api.server.ts";
import type { AdminRequest } from "./admin-request.server.ts";
import { anyResult, performMutation } from "./perform-mutation.server.ts";

const CREATE = `#graphql
  mutation ShopbellSubscription(
    $name: String!, $terms: String!, $cappedAmount: MoneyInput!, $returnUrl: URL!, $test: Boolean!
  ) {
    result: appSubscriptionCreate(
      name: $name, returnUrl: $returnUrl, test: $test,
      lineItems: [{ plan: { appUsagePricingDetails: { cappedAmount: $cappedAmount, terms: $terms } } }]
    ) {
      appSubscription { id lineItems { id } }
      confirmationUrl
      userErrors { field message }
    }
  }`;
const CHANGE_CAP = `#graphql
  mutation ShopbellCap($id: ID!, $cappedAmount: MoneyInput!) {
    result: appSubscriptionLineItemUpdate(id: $id, cappedAmount: $cappedAmount) {
      confirmationUrl
      userErrors { field message }
    }
  }`;
const CANCEL = `#graphql
  mutation ShopbellCancel($id: ID!) {
    result: appSubscriptionCancel(id: $id) { appSubscription { id } userErrors { field message } }
  }`;
const READ = `#graphql
  query ShopbellSubscriptionState($id: ID!) {
    node(id: $id) {
      ... on AppSubscription {
        id status currentPeriodEnd
        lineItems {
          id
          plan { pricingDetails { ... on AppUsagePricing { balanceUsed { amount } cappedAmount { amount } } } }
        }
      }
    }
  }`;

const created = z.object({
  appSubscription: z.object({ id: z.string(), lineItems: z.array(z.object({ id: z.string() })).min(1) }),
  confirmationUrl: z.string(),
});

const amount = z.object({ amount: z.union([z.string(), z.number()]).transform((value) => Number(value).toFixed(2)) });
const usageLine = z.object({
  id: z.string(),
  plan: z.object({ pricingDetails: z.object({ balanceUsed: amount, cappedAmount: amount }) }),
});
const state = z.object({
  node: z
    .object({
      id: z.string(),
      status: z
        .string()
        .transform((word) => (word === "ACCEPTED" ? "pending" : word.toLowerCase()))
        .pipe(z.enum(subscriptionStatuses)),
      currentPeriodEnd: z.string().nullable(),
      lineItems: z.array(z.unknown()),
    })
    .nullable(),
});

/** The subscription with its usage line; a subscription without one is not the app's. */
function readState(data: unknown): AdminSubscription | null | undefined {
  const read = state.safeParse(data);
  if (!read.success) return undefined;
  const { node } = read.data;
  const line = node?.lineItems.map((item) => usageLine.safeParse(item)).find(({ success }) => success)?.data;
  if (!node || !line) return null;
  const { balanceUsed, cappedAmount } = line.plan.pricingDetails;
  return {
    shopifyId: node.id,
    lineItemId: line.id,
    status: node.status,
    cappedAmount: cappedAmount.amount,
    balanceUsed: balanceUsed.amount,
    periodEnd: node.currentPeriodEnd ? Temporal.Instant.from(node.currentPeriodEnd) : null,
  };
}

/** The app's subscriptions with a capped usage line. */
export const subscriptionCalls = (
  request: AdminRequest,
): Pick<AdminApi, "createSubscription" | "changeCap" | "cancelSubscription" | "subscription"> => ({
  createSubscription: async (domain, { name, terms, cappedAmount, currency, returnUrl, test }) => {
    const done = await performMutation(request, {
      domain,
      document: CREATE,
      variables: { name, terms, cappedAmount: { amount: cappedAmount, currencyCode: currency }, returnUrl, test },
      answer: created,
    });
    if (done.kind !== "done") return done;
    const { appSubscription, confirmationUrl } = done.result;
    const lineItemId = appSubscription.lineItems[0]?.id ?? "";
    return { kind: "done", output: { shopifyId: appSubscription.id, lineItemId, confirmationUrl } };
  },
  changeCap: async (domain, { lineItemId, cappedAmount, currency }) => {
    const done = await performMutation(request, {
      domain,
      document: CHANGE_CAP,
      variables: { id: lineItemId, cappedAmount: { amount: cappedAmount, currencyCode: currency } },
      answer: z.object({ confirmationUrl: z.string() }),
    });
    return done.kind === "done" ? { kind: "done", output: done.result } : done;
  },
  cancelSubscription: async (domain, shopifyId) => {
    const done = await performMutation(request, {
      domain,
      document: CANCEL,
      variables: { id: shopifyId },
      answer: anyResult,
    });
    return done.kind === "done" ? { kind: "done" } : done;
  },
  subscription: async (domain, shopifyId) => {
    const response = await request(domain, READ, { id: shopifyId });
    if (response.kind !== "answered") return response;
    const subscription = readState(response.data);
    return subscription === undefined
      ? { kind: "retry", detail: "Shopify's answer cannot be read" }
      : { kind: "answered", subscription };
  },
});
