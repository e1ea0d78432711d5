import { GraphQLError } from "graphql";
import { balanceUsed, nearCap, updated } from "../../store/actions/subscription.ts";
import { subscriptionsOf } from "../../store/find.ts";
import { newId } from "../../store/ids.ts";
import type { Subscription } from "../../store/state.ts";
import { parseGid } from "../views/gid.ts";
import { subscriptionView, usageRecordView } from "../views/subscription.ts";
import { refuse, type MutationContext } from "./mutation-context.ts";

interface Money {
  amount: string;
  currencyCode: string;
}
interface NewSubscription {
  name: string;
  lineItems: { plan: { appUsagePricingDetails?: { cappedAmount: Money; terms: string } | null } }[];
  returnUrl: string;
  test?: boolean | null;
}
interface NewRecord {
  subscriptionLineItemId: string;
  price: Money;
  description: string;
  idempotencyKey?: string | null;
}

const NEAR_CAP = 0.9;

const byLine = ({ store }: MutationContext, id: string) =>
  subscriptionsOf(store).find(({ lineId }) => lineId === parseGid(id)?.id);
const pageOf = ({ appUrl }: MutationContext, { id }: Subscription) => `${appUrl}/sandbox/store/subscriptions/${id}`;

function create(desk: MutationContext, { name, lineItems, returnUrl, test }: NewSubscription) {
  const usage = lineItems[0]?.plan.appUsagePricingDetails;
  if (!usage || lineItems.length !== 1)
    return { confirmationUrl: null, ...refuse("appSubscription", ["lineItems"], "The sandbox has usage lines only") };
  const now = desk.now();
  const made: Subscription = {
    id: newId(desk.store),
    lineId: newId(desk.store),
    name,
    terms: usage.terms,
    cappedAmount: Number(usage.cappedAmount.amount).toFixed(2),
    askedCap: null,
    currency: usage.cappedAmount.currencyCode,
    test: test ?? false,
    returnUrl,
    status: "PENDING",
    createdAt: now,
    updatedAt: now,
    approvedAt: null,
    records: [],
  };
  subscriptionsOf(desk.store).push(made);
  desk.changed();
  return { appSubscription: subscriptionView(made, now), confirmationUrl: pageOf(desk, made), userErrors: [] };
}

function askForCap(desk: MutationContext, { id, cappedAmount }: { id: string; cappedAmount: Money }) {
  const subscription = byLine(desk, id);
  if (subscription?.status !== "ACTIVE")
    return { confirmationUrl: null, ...refuse("appSubscription", ["id"], "Subscription is not active") };
  subscription.askedCap = Number(cappedAmount.amount).toFixed(2);
  desk.changed();
  return {
    appSubscription: subscriptionView(subscription, desk.now()),
    confirmationUrl: pageOf(desk, subscription),
    userErrors: [],
  };
}

function cancel(desk: MutationContext, { id }: { id: string }) {
  const subscription = subscriptionsOf(desk.store).find((one) => one.id === parseGid(id)?.id);
  if (!subscription || (subscription.status !== "ACTIVE" && subscription.status !== "FROZEN"))
    return refuse("appSubscription", ["id"], "Subscription is not active");
  Object.assign(subscription, { status: "CANCELLED", updatedAt: desk.now() });
  desk.send([updated(desk.store, subscription)]);
  return { appSubscription: subscriptionView(subscription, desk.now()), userErrors: [] };
}

function charge(desk: MutationContext, { subscriptionLineItemId, price, description, idempotencyKey }: NewRecord) {
  const { store } = desk;
  const subscription = byLine(desk, subscriptionLineItemId);
  if (!subscription) return refuse("appUsageRecord", ["subscriptionLineItemId"], "Line item not found");
  const known = idempotencyKey && subscription.records.find(({ key }) => key === idempotencyKey);
  if (known) return { appUsageRecord: usageRecordView(subscription, known), userErrors: [] };
  if (subscription.status !== "ACTIVE") return refuse("appUsageRecord", null, "Subscription is not active");
  if (store.billingFault === "refused") return refuse("appUsageRecord", null, "The charge was declined");
  const now = desk.now();
  const before = balanceUsed(subscription, now);
  const cap = Number(subscription.cappedAmount);
  if (before + Number(price.amount) > cap)
    return refuse("appUsageRecord", ["price"], "Total price exceeds balance remaining");
  const record = {
    id: newId(store),
    key: idempotencyKey ?? null,
    price: Number(price.amount).toFixed(2),
    description,
    createdAt: now,
  };
  subscription.records.push(record);
  if (before < NEAR_CAP * cap && before + Number(price.amount) >= NEAR_CAP * cap)
    desk.send([nearCap(store, subscription, now)]);
  else desk.changed();
  if (store.billingFault === "lost")
    throw new GraphQLError("Internal error. Looks like something went wrong on our end.", {
      extensions: { code: "INTERNAL_SERVER_ERROR" },
    });
  return { appUsageRecord: usageRecordView(subscription, record), userErrors: [] };
}

/** Mutations for subscriptions with a capped usage line. */
export const billingMutations = (desk: MutationContext) => ({
  appSubscriptionCreate: (input: NewSubscription) => create(desk, input),
  appSubscriptionLineItemUpdate: (input: { id: string; cappedAmount: Money }) => askForCap(desk, input),
  appSubscriptionCancel: (input: { id: string }) => cancel(desk, input),
  appUsageRecordCreate: (input: NewRecord) => charge(desk, input),
});
