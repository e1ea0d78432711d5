import { deletedCustomersOf } from "#core/intake/deleted-customers.ts";
import type { Instant } from "#core/time/time.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { lockCustomers } from "#shell/repositories/customers/customers.server.ts";
import { moveConversations } from "#shell/repositories/inbox/conversations.server.ts";
import { endActiveSequencesOf } from "#shell/repositories/engine/sequences.server.ts";
import type { MatchedEvent } from "./persist-matches.server.ts";

/** Ends what customers are in who are gone; what they wrote goes to whom they have become. */
export async function cancelForDeletedCustomers(
  sql: Sql,
  outcomes: readonly MatchedEvent[],
  now: Instant,
): Promise<void> {
  for (const { event, shop, customer } of outcomes) {
    for (const { shopifyId, because } of deletedCustomersOf(event.normalizedEvent)) {
      const gone =
        shopifyId === null
          ? [customer]
          : await lockCustomers(sql, [{ shopId: shop.id, id: null, shopifyId, phone: null }]);
      for (const each of gone) {
        if (!each) continue;
        await endActiveSequencesOf(sql, each.id, because, now);
        if (because === "customer_merged" && customer) await moveConversations(sql, each.id, customer.id);
      }
    }
  }
}
