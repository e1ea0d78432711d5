import { removedCustomersOf } from "#core/intake/deleted-customers.ts";
import type { Instant } from "#core/time/time.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { lockCustomers } from "#shell/repositories/customers/customers.server.ts";
import { moveConversations } from "#shell/repositories/inbox/conversations.server.ts";
import { cancelActiveSequencesOf } from "#shell/repositories/engine/sequences.server.ts";
import type { MatchedEvent } from "./persist-matches.server.ts";

/**
 * Cancels the sequences of deleted and merged customers. Moves the conversations of a merged customer to the customer
 * that remains.
 */
export async function cancelForDeletedCustomers(
  sql: Sql,
  matched: readonly MatchedEvent[],
  now: Instant,
): Promise<void> {
  for (const { event, shop, customer } of matched) {
    for (const { shopifyId, because } of removedCustomersOf(event.normalizedEvent)) {
      const deleted =
        shopifyId === null
          ? [customer]
          : await lockCustomers(sql, [{ shopId: shop.id, id: null, shopifyId, phone: null }]);
      for (const each of deleted) {
        if (!each) continue;
        await cancelActiveSequencesOf(sql, each.id, because, now);
        if (because === "customer_merged" && customer) await moveConversations(sql, each.id, customer.id);
      }
    }
  }
}
