import { storeWordingOf } from "#core/consent/disclosure.ts";
import { shopNameOf } from "#core/engine/step-snapshot.ts";
import { readSettings } from "#core/team/settings.ts";
import { customerRef } from "#core/intake/shapes.ts";
import { emptyEvent } from "#core/intake/define.ts";
import type { CustomerObservation } from "#core/customers/customer-merger.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { fetchCustomers } from "#services/intake/parts/fetch-customers.server.ts";
import type { LoadedStep } from "./decide-steps.server.ts";
import { upsertCustomers } from "#services/intake/parts/upsert-customers.server.ts";

/**
 * Fetches the customers of steps from the Admin API and saves them. The Admin API may have been unavailable when an
 * event first named the customer.
 * @returns whether a customer was saved, so that the steps must be loaded again
 */
export async function refreshCustomers(context: AppContext, steps: readonly LoadedStep[]): Promise<boolean> {
  const fetched = await fetchCustomers(
    context,
    steps.map(({ row }) => ({ shopId: row.shopId, domain: row.shopDomain, shopifyId: row.shopifyId ?? "" })),
  );
  if (fetched.size === 0) return false;
  const observations = steps.map(({ row }): CustomerObservation => ({
    eventId: row.id,
    shopId: row.shopId,
    seenAt: row.factsAt.toString(),
    normalizedEvent: { ...emptyEvent, customer: customerRef({ shopifyId: row.shopifyId }) },
  }));
  const wordings = new Map(
    steps.flatMap(({ row }) => {
      const wording = storeWordingOf(readSettings(row.settings).disclosure, shopNameOf(row));
      return wording ? [[row.shopId, wording] as const] : [];
    }),
  );
  await transaction(context.db.pool, (sql) =>
    upsertCustomers(context, sql, observations, { fetched, wordings }, context.clock.now()),
  );
  return true;
}
