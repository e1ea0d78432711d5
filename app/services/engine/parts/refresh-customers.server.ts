import { named } from "#core/intake/shapes.ts";
import { emptyEvent } from "#core/intake/define.ts";
import type { CustomerObservation } from "#core/customers/customer-merger.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { fetchCustomers } from "#services/intake/parts/fetch-customers.server.ts";
import type { LoadedStep } from "./decide-steps.server.ts";
import { upsertCustomers } from "#services/intake/parts/upsert-customers.server.ts";

/**
 * Asks once more for customers whose consent nobody has told yet, now that a marketing text to them is due: the Admin
 * API may have been away when they came in.
 * @returns whether anything was learnt, so that facts must be read again
 */
export async function refreshCustomers(context: AppContext, loaded: readonly LoadedStep[]): Promise<boolean> {
  const unsure = loaded.filter(
    ({ row, definition }) => definition.kind === "marketing" && row.shopifyId !== null && !row.consentTold,
  );
  if (unsure.length === 0) return false;
  const told = await fetchCustomers(
    context,
    unsure.map(({ row }) => ({ shopId: row.shopId, domain: row.shopDomain, shopifyId: row.shopifyId ?? "" })),
  );
  if (told.size === 0) return false;
  const sightings = unsure.map(({ row }): CustomerObservation => ({
    eventId: row.id,
    shopId: row.shopId,
    seenAt: row.factsAt.toString(),
    normalizedEvent: { ...emptyEvent, customer: named({ shopifyId: row.shopifyId }) },
  }));
  await transaction(context.db.pool, (sql) => upsertCustomers(context, sql, sightings, told, context.clock.now()));
  return true;
}
