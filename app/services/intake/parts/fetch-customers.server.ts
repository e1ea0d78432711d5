import { triggersOf } from "#core/triggers/index.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findCompleteCustomers } from "#shell/repositories/customers/customers.server.ts";
import type { AdminCustomer } from "#shell/shopify/admin-api.server.ts";
import type { NormalizedStoreEvent } from "./normalize-events.server.ts";

/** What Shopify answered, by `customerKey`. */
export type FetchedCustomers = ReadonlyMap<string, AdminCustomer>;

export const customerKey = (shopId: string, shopifyId: string): string => `${shopId} ${shopifyId}`;

/** Questions to the Admin API at once. */
const AT_ONCE = 8;

export interface CustomerQuery {
  shopId: string;
  domain: string;
  shopifyId: string;
}

/**
 * Asks the Admin API for customers of whom webhooks have not told enough: the bodies of orders and checkouts carry no
 * consent, those of consents no name. Asked before the transaction, and only of those who may enter something. Who is
 * not answered for is asked for again when a marketing text to them is due.
 */
export async function fetchUnknownCustomers(
  context: AppContext,
  events: readonly NormalizedStoreEvent[],
): Promise<FetchedCustomers> {
  const named = events.flatMap(({ shopId, shopDomain, topic, normalizeResult }): CustomerQuery[] => {
    const shopifyId = "ignored" in normalizeResult ? null : normalizeResult.normalizedEvent.customer?.shopifyId;
    return shopifyId && triggersOf(topic).length > 0 ? [{ shopId, domain: shopDomain, shopifyId }] : [];
  });
  if (named.length === 0) return new Map();
  const known = await findCompleteCustomers(
    context.db.pool,
    named.map(({ shopId, shopifyId }) => ({ shopId, shopifyId })),
  );
  return fetchCustomers(
    context,
    named.filter(({ shopId, shopifyId }) => !known.has(customerKey(shopId, shopifyId))),
  );
}

/** @returns the answers that came; each customer is asked for once */
export async function fetchCustomers(
  { adminApi }: Pick<AppContext, "adminApi">,
  questions: readonly CustomerQuery[],
): Promise<FetchedCustomers> {
  const open = [...new Map(questions.map((question) => [customerKey(question.shopId, question.shopifyId), question]))];
  const told = new Map<string, AdminCustomer>();
  const ask = async () => {
    for (let next = open.pop(); next; next = open.pop()) {
      const [key, { domain, shopifyId }] = next;
      const answer = await adminApi.customer(domain, shopifyId);
      if (answer) told.set(key, answer);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  return told;
}
