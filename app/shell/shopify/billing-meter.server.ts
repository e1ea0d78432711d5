import type { OutwardFailure } from "#core/sending/outward-failure.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import { createAdminRequest, type ShopSessions } from "./admin-request.server.ts";
import { usageCharge, usageCharges, type ShopbellUsageRecordsQuery } from "./documents/documents.ts";
import { readNewest } from "./reads/read-newest.server.ts";
import { performMutation, unreadable } from "./perform-mutation.server.ts";

/** A charge of one automatic top-up. */
export interface MeteredCharge {
  lineItemId: string;
  /** Decimal amount in the currency's main unit. */
  price: string;
  currency: string;
  /** What the merchant reads on the invoice. */
  description: string;
  /** All calls with one key are one charge. */
  key: string;
}

/** Charges what a shop uses, beside its subscription. Nothing else of the app knows how Shopify gets it. */
export interface BillingMeter {
  /** @returns Shopify's id of the charge, the same for every call with the same key */
  charge(
    domain: string,
    charge: MeteredCharge,
  ): Promise<{ kind: "done"; output: { chargeId: string } } | OutwardFailure>;
  /**
   * The charges to a subscription that have a key, newest first.
   * @param since null: the newest hundred
   */
  charges(
    domain: string,
    subscriptionId: string,
    since: Instant | null,
  ): Promise<{ kind: "answered"; charges: ListedCharge[] } | OutwardFailure>;
}

/** A charge that was made. */
interface ListedCharge {
  key: string;
  /** Shopify's id of the charge. */
  chargeId: string;
  /** Decimal text, main unit. */
  price: string;
  currency: string;
  description: string;
  createdAt: Instant;
}

type Subscription = Extract<NonNullable<ShopbellUsageRecordsQuery["node"]>, { lineItems: unknown }>;
type UsageRecord = Subscription["lineItems"][number]["usageRecords"]["nodes"][number];

const toCharge = ({ id, idempotencyKey, price, description, createdAt }: UsageRecord) => ({
  key: idempotencyKey,
  chargeId: id,
  price: price.amount,
  currency: price.currencyCode,
  description,
  createdAt: Temporal.Instant.from(createdAt),
});

/** The meter of the Billing API: a usage record for each charge. */
export function createUsageRecordMeter(shopify: ShopSessions): BillingMeter {
  const request = createAdminRequest(shopify);
  return {
    charge: async (domain, { lineItemId, price, currency, description, key }) => {
      const done = await performMutation(request, {
        domain,
        document: usageCharge,
        variables: { line: lineItemId, price: { amount: price, currencyCode: currency }, description, key },
      });
      if (done.kind !== "done") return done;
      const { appUsageRecord: record } = done.result;
      return record ? { kind: "done", output: { chargeId: record.id } } : unreadable;
    },
    charges: async (domain, subscriptionId, since) => {
      const answer = await readNewest(since, async (page) => {
        const response = await request(domain, usageCharges, { id: subscriptionId, ...page });
        if (response.kind !== "answered") return response;
        const { node } = response.data;
        // The app's subscriptions have one line.
        const records = node && "lineItems" in node ? node.lineItems[0]?.usageRecords : undefined;
        return { kind: "answered", items: (records?.nodes ?? []).map(toCharge), pageInfo: records?.pageInfo };
      });
      if (answer.kind !== "answered") return answer;
      return { kind: "answered", charges: answer.items.flatMap(({ key, ...rest }) => (key ? [{ key, ...rest }] : [])) };
    },
  };
}
