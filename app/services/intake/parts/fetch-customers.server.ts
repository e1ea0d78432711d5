import { triggersOf } from "#core/triggers/index.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findCompleteCustomers } from "#shell/repositories/customers/customers.server.ts";
import type { AdminCustomer } from "#shell/shopify/admin-api.server.ts";
import type { NormalizedStoreEvent } from "./normalize-events.server.ts";

/** Customers as the Admin API returned them, by `customerKey`. */
export type FetchedCustomers = ReadonlyMap<string, AdminCustomer>;

export const customerKey = (shopId: string, shopifyId: string): string => `${shopId} ${shopifyId}`;

const MAX_CONCURRENT_REQUESTS = 8;

export interface CustomerQuery {
  shopId: string;
  domain: string;
  shopifyId: string;
}

/**
 * Fetches from the Admin API the customers that webhooks describe incompletely: order and checkout bodies lack the
 * consent, consent bodies lack the name. Fetches only customers of events that have a trigger. Call it before the
 * transaction. If a request fails, `refreshCustomers` fetches the customer again when a marketing text is due.
 */
export async function fetchUnknownCustomers(
  context: AppContext,
  events: readonly NormalizedStoreEvent[],
): Promise<FetchedCustomers> {
  const queries = events.flatMap(({ shopId, shopDomain, topic, isTest, normalizeResult }): CustomerQuery[] => {
    const shopifyId = "ignored" in normalizeResult ? null : normalizeResult.normalizedEvent.customer?.shopifyId;
    return shopifyId && !isTest && triggersOf(topic).length > 0 ? [{ shopId, domain: shopDomain, shopifyId }] : [];
  });
  if (queries.length === 0) return new Map();
  const known = await findCompleteCustomers(
    context.db.pool,
    queries.map(({ shopId, shopifyId }) => ({ shopId, shopifyId })),
  );
  return fetchCustomers(
    context,
    queries.filter(({ shopId, shopifyId }) => !known.has(customerKey(shopId, shopifyId))),
  );
}

/** Fetches each customer once. @returns the customers that the Admin API returned; failed requests are left out */
export async function fetchCustomers(
  { adminApi }: Pick<AppContext, "adminApi">,
  queries: readonly CustomerQuery[],
): Promise<FetchedCustomers> {
  const pending = [...new Map(queries.map((query) => [customerKey(query.shopId, query.shopifyId), query]))];
  const fetched = new Map<string, AdminCustomer>();
  const fetchNext = async () => {
    for (let next = pending.pop(); next; next = pending.pop()) {
      const [key, { domain, shopifyId }] = next;
      const customer = await adminApi.customer(domain, shopifyId);
      if (customer) fetched.set(key, customer);
    }
  };
  await Promise.all(Array.from({ length: MAX_CONCURRENT_REQUESTS }, fetchNext));
  return fetched;
}
