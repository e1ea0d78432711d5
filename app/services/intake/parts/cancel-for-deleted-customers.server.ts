import { removedCustomersOf } from "#core/intake/deleted-customers.ts";
import type { Instant } from "#core/time/time.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { moveAddresses } from "#shell/repositories/customers/addresses.server.ts";
import { lockCustomers, recordMerge } from "#shell/repositories/customers/customers.server.ts";
import { moveConversations } from "#shell/repositories/inbox/conversations.server.ts";
import { cancelActiveSequencesOf } from "#shell/repositories/engine/sequences.server.ts";
import type { MatchedEvent } from "./persist-matches.server.ts";

/**
 * Cancels the sequences of deleted and merged customers. Moves the conversations and addresses of a merged customer
 * to the customer that remains, and notes the merge for a later erasure.
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
          : await lockCustomers(sql, [{ shopId: shop.id, id: null, shopifyId, addresses: [] }]);
      for (const each of deleted) {
        if (!each) continue;
        await cancelActiveSequencesOf(sql, each.id, because, now);
        if (because !== "customer_merged" || !customer || each.id === customer.id) continue;
        await moveConversations(sql, each.id, customer.id);
        await moveAddresses(sql, each.id, customer.id);
        await recordMerge(sql, each.id, customer.id);
      }
    }
  }
}
