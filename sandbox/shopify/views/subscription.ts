import { balanceUsed, periodOf } from "../../store/actions/subscription.ts";
import type { Subscription } from "../../store/state.ts";
import { connection, type Paging } from "./connection.ts";
import { gid } from "./gid.ts";

const lineGid = ({ lineId }: Subscription): string => `${gid("AppSubscriptionLineItem", lineId)}?v=1&index=0`;

export const usageRecordView = (
  { currency }: Subscription,
  { id, key, price, description, createdAt }: Subscription["records"][number],
) => ({
  id: gid("AppUsageRecord", id),
  createdAt,
  description,
  idempotencyKey: key,
  price: { amount: price, currencyCode: currency },
});

export function subscriptionView(subscription: Subscription, now: string) {
  const { id, name, status, test, createdAt, returnUrl, cappedAmount, currency, terms, records } = subscription;
  const period = periodOf(subscription, now);
  return {
    __typename: "AppSubscription",
    id: gid("AppSubscription", id),
    name,
    status,
    test,
    createdAt,
    returnUrl,
    trialDays: 0,
    currentPeriodEnd: period && new Date(period.to).toISOString(),
    lineItems: [
      {
        id: lineGid(subscription),
        plan: {
          pricingDetails: {
            __typename: "AppUsagePricing",
            balanceUsed: { amount: balanceUsed(subscription, now).toFixed(2), currencyCode: currency },
            cappedAmount: { amount: cappedAmount, currencyCode: currency },
            interval: "EVERY_30_DAYS",
            terms,
          },
        },
        usageRecords: (paging: Paging) =>
          connection(
            records.map((record) => usageRecordView(subscription, record)),
            paging,
          ),
      },
    ],
  };
}
