import { z } from "zod";
import type { OutwardFailure } from "#core/sending/outward-failure.ts";
import { createAdminRequest, type ShopSessions } from "./admin-request.server.ts";
import { performMutation } from "./perform-mutation.server.ts";

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

/** Charges what a shop uses, beside its subscription. Nothing else of the app knows how Shopify is told. */
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

const CHARGE = `#graphql
  mutation ShopbellUsage($line: ID!, $price: MoneyInput!, $description: String!, $key: String!) {
    result: appUsageRecordCreate(
      subscriptionLineItemId: $line, price: $price, description: $description, idempotencyKey: $key
    ) {
      appUsageRecord { id }
      userErrors { field message }
    }
  }`;
const CHARGES = `#graphql
  query ShopbellUsageRecords($id: ID!, $first: Int!) {
    node(id: $id) {
      ... on AppSubscription {
        lineItems { usageRecords(first: $first, reverse: true) { nodes { id idempotencyKey } } }
      }
    }
  }`;
const NEWEST = 100;

const charged = z.object({ appUsageRecord: z.object({ id: z.string() }) });
const records = z.object({
  node: z
    .object({
      lineItems: z.array(
        z.object({
          usageRecords: z.object({
            nodes: z.array(z.object({ id: z.string(), idempotencyKey: z.string().nullable() })),
          }),
        }),
      ),
    })
    .nullable(),
});

/** The meter of the Billing API: a usage record for each charge. */
export function createUsageRecordMeter(shopify: ShopSessions): BillingMeter {
  const request = createAdminRequest(shopify);
  return {
    charge: async (domain, { lineItemId, price, currency, description, key }) => {
      const done = await performMutation(request, {
        domain,
        document: CHARGE,
        variables: { line: lineItemId, price: { amount: price, currencyCode: currency }, description, key },
        answer: charged,
      });
      return done.kind === "done" ? { kind: "done", output: { chargeId: done.result.appUsageRecord.id } } : done;
    },
    charges: async (domain, subscriptionId) => {
      const response = await request(domain, CHARGES, { id: subscriptionId, first: NEWEST });
      if (response.kind !== "answered") return response;
      const read = records.safeParse(response.data);
      if (!read.success) return { kind: "retry", detail: "Shopify's answer cannot be read" };
      return {
        kind: "answered",
        charges: (read.data.node?.lineItems ?? []).flatMap(({ usageRecords }) =>
          usageRecords.nodes.flatMap(({ id, idempotencyKey }) =>
            idempotencyKey === null ? [] : [{ key: idempotencyKey, chargeId: id }],
          ),
        ),
      };
    },
  };
}
