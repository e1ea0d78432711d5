import { triggersOf } from "#core/triggers/index.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findChecked } from "#shell/repositories/customers.server.ts";
import type { AdminCustomer } from "#shell/shopify/admin-api.server.ts";
import type { UnderstoodEvent } from "./ingest-batch.server.ts";

/** What Shopify answered, by `customerKey`. */
export type Told = ReadonlyMap<string, AdminCustomer>;

export const customerKey = (shopId: string, shopifyId: string): string => `${shopId} ${shopifyId}`;

/**
 * Asks the Admin API for customers whose consent no webhook has told: the bodies of orders and checkouts do not carry it.
 * Asked before the transaction, and only of those who may enter something. Without an answer they count as not subscribed.
 */
export async function askForConsent(context: AppContext, events: readonly UnderstoodEvent[]): Promise<Told> {
  const named = new Map<string, { shopId: string; domain: string; shopifyId: string }>();
  for (const { shopId, shopDomain, topic, understanding } of events) {
    if ("ignored" in understanding) continue;
    const { customer, consent } = understanding.occurrence;
    if (customer?.shopifyId && !consent && triggersOf(topic).length > 0) {
      named.set(customerKey(shopId, customer.shopifyId), { shopId, domain: shopDomain, shopifyId: customer.shopifyId });
    }
  }
  if (named.size === 0) return new Map();
  const checked = await findChecked(context.db.pool, [...named.values()].map(({ shopId, shopifyId }) => ({ shopId, shopifyId })));
  const answers = await Promise.all(
    [...named].filter(([key]) => !checked.has(key)).map(async ([key, { domain, shopifyId }]) => [key, await context.adminApi.customer(domain, shopifyId)] as const),
  );
  return new Map(answers.flatMap(([key, answer]) => (answer ? [[key, answer] as const] : [])));
}
