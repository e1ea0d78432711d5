import { triggersOf } from "#core/triggers/index.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findWellKnown } from "#shell/repositories/customers.server.ts";
import type { AdminCustomer } from "#shell/shopify/admin-api.server.ts";
import type { UnderstoodEvent } from "./ingest-batch.server.ts";

/** What Shopify answered, by `customerKey`. */
export type Told = ReadonlyMap<string, AdminCustomer>;

export const customerKey = (shopId: string, shopifyId: string): string => `${shopId} ${shopifyId}`;

/** Questions to the Admin API at once. */
const AT_ONCE = 8;

/**
 * Asks the Admin API for customers of whom webhooks have not told enough: the bodies of orders and checkouts carry no
 * consent, those of consents no name. Asked before the transaction, and only of those who may enter something. Who is not
 * answered for counts as not subscribed.
 */
export async function askForCustomers(context: AppContext, events: readonly UnderstoodEvent[]): Promise<Told> {
  const named = new Map<string, Question>();
  for (const { shopId, shopDomain, topic, understanding } of events) {
    if ("ignored" in understanding) continue;
    const { customer } = understanding.occurrence;
    if (customer?.shopifyId && triggersOf(topic).length > 0) named.set(customerKey(shopId, customer.shopifyId), { shopId, domain: shopDomain, shopifyId: customer.shopifyId });
  }
  if (named.size === 0) return new Map();
  const known = await findWellKnown(context.db.pool, [...named.values()].map(({ shopId, shopifyId }) => ({ shopId, shopifyId })));
  const open = [...named].filter(([key]) => !known.has(key));
  const told = new Map<string, AdminCustomer>();
  const ask = async () => {
    for (let next = open.pop(); next; next = open.pop()) {
      const [key, { domain, shopifyId }] = next;
      const answer = await context.adminApi.customer(domain, shopifyId);
      if (answer) told.set(key, answer);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  return told;
}

interface Question {
  shopId: string;
  domain: string;
  shopifyId: string;
}
