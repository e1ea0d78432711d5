import type { Sql } from "#shell/db/sql.server.ts";
import { findOwnAdditions } from "#shell/repositories/consent/customer-additions.server.ts";
import type { NormalizedStoreEvent } from "./normalize-events.server.ts";

/**
 * Finds the new customers that Shopbell itself added to Shopify after their sign-up for texts: the sign-up has started
 * its automations, and "Customer created" would start others for the same act.
 * @returns the ids of these events
 */
export async function findAdditions(sql: Sql, events: readonly NormalizedStoreEvent[]): Promise<ReadonlySet<string>> {
  const told = events.flatMap(({ id, shopId, topic, isTest, normalizeResult }) => {
    if (topic !== "customers/create" || isTest || "ignored" in normalizeResult) return [];
    const { customer } = normalizeResult.normalizedEvent;
    return customer?.shopifyId ? [{ eventId: id, shopId, shopifyId: customer.shopifyId, phone: customer.phone }] : [];
  });
  return told.length === 0 ? new Set() : findOwnAdditions(sql, told);
}
