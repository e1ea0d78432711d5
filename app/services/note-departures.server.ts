import type { Instant } from "#core/time.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { lockNamed } from "#shell/repositories/customers.server.ts";
import { endRunningOf } from "#shell/repositories/sequences.server.ts";
import type { Met } from "./write-consequences.server.ts";

/** Ends what customers are in that the store has deleted, or joined to another: the one that stays has events of its own. */
export async function noteDepartures(sql: Sql, outcomes: readonly Met[], now: Instant): Promise<void> {
  for (const { event, shop, customer } of outcomes) {
    const { deleted, merged } = event.occurrence;
    if (deleted && customer) await endRunningOf(sql, customer.id, "customer_deleted", now);
    if (!merged) continue;
    const gone = await lockNamed(sql, [{ shopId: shop.id, id: null, shopifyId: merged.from, phone: null }]);
    for (const { id } of gone) await endRunningOf(sql, id, "customer_merged", now);
  }
}
