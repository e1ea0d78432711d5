import type { OutwardFailure } from "#core/sending/outward-failure.ts";
import { createAdminRequest, type ShopSessions } from "./admin-request.server.ts";
import { usageCharge, usageCharges } from "./documents/documents.ts";
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
  /** The newest charges to a subscription, by their keys. */
  charges(
    domain: string,
    subscriptionId: string,
  ): Promise<{ kind: "answered"; charges: { key: string; chargeId: string }[] } | OutwardFailure>;
}

const NEWEST = 100;

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
    charges: async (domain, subscriptionId) => {
      const response = await request(domain, usageCharges, { id: subscriptionId, first: NEWEST });
      if (response.kind !== "answered") return response;
      const { node } = response.data;
      return {
        kind: "answered",
        charges: (node && "lineItems" in node ? node.lineItems : []).flatMap(({ usageRecords }) =>
          usageRecords.nodes.flatMap(({ id, idempotencyKey }) =>
            idempotencyKey ? [{ key: idempotencyKey, chargeId: id }] : [],
          ),
        ),
      };
    },
  };
}
