import { triggersOf } from "#core/triggers/index.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findCompleteCustomers } from "#shell/repositories/customers/customers.server.ts";
import type { AdminCustomer } from "#shell/shopify/admin-api.server.ts";
import type { NormalizedStoreEvent } from "./normalize-events.server.ts";

/** Customers as the Admin API returned them, by `customerKey`. */
export type FetchedCustomers = ReadonlyMap<string, AdminCustomer>;

export const customerKey = (shopId: string, shopifyId: string): string => `${shopId} ${shopifyId}`;

/** Of one shop. */
const MAX_CONCURRENT_REQUESTS = 8;
/** How long the customers of a batch may take; those left over are fetched when a marketing text is due. */
const MAX_FETCH_MS = 30_000;

export interface CustomerQuery {
  shopId: string;
  domain: string;
  shopifyId: string;
}

/**
 * Finds the customers that webhooks describe incompletely, to fetch them from the Admin API: order and checkout bodies
 * lack the consent, consent bodies lack the name. Only customers of events that have a trigger. If a request fails,
 * `refreshCustomers` fetches the customer again when a marketing text is due.
 */
export async function findUnknownCustomers(
  context: Pick<AppContext, "db">,
  events: readonly NormalizedStoreEvent[],
): Promise<CustomerQuery[]> {
  const queries = events.flatMap(({ shopId, shopDomain, topic, isTest, normalizeResult }): CustomerQuery[] => {
    const shopifyId = "ignored" in normalizeResult ? null : normalizeResult.normalizedEvent.customer?.shopifyId;
    return shopifyId && !isTest && triggersOf(topic).length > 0 ? [{ shopId, domain: shopDomain, shopifyId }] : [];
  });
  if (queries.length === 0) return [];
  const known = await findCompleteCustomers(
    context.db.pool,
    queries.map(({ shopId, shopifyId }) => ({ shopId, shopifyId })),
  );
  return queries.filter(({ shopId, shopifyId }) => !known.has(customerKey(shopId, shopifyId)));
}

/** Fetches each customer once. @returns the customers that the Admin API returned; failed requests are left out */
export async function fetchCustomers(
  { adminApi }: Pick<AppContext, "adminApi">,
  queries: readonly CustomerQuery[],
): Promise<FetchedCustomers> {
  const pending = [...new Map(queries.map((query) => [customerKey(query.shopId, query.shopifyId), query]))];
  const fetched = new Map<string, AdminCustomer>();
  const deadline = performance.now() + MAX_FETCH_MS;
  const fetchNext = async () => {
    for (let next = pending.pop(); next && performance.now() < deadline; next = pending.pop()) {
      const [key, { domain, shopifyId }] = next;
      const customer = await adminApi.customer(domain, shopifyId);
      if (customer) fetched.set(key, customer);
    }
  };
  await Promise.all(Array.from({ length: MAX_CONCURRENT_REQUESTS }, fetchNext));
  return fetched;
}
