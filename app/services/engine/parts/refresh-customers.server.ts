import { storeWordingOf } from "#core/consent/disclosure.ts";
import { shopNameOf } from "#core/engine/step-snapshot.ts";
import { readSettings } from "#core/team/settings.ts";
import { customerRef } from "#core/intake/shapes.ts";
import { emptyEvent } from "#core/intake/define.ts";
import type { CustomerObservation } from "#core/customers/customer-merger.ts";
import type { AppContext } from "#shell/context.server.ts";
import { withTimeout } from "#shell/deadline.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { fetchCustomers } from "#services/intake/parts/fetch-customers.server.ts";
import type { LoadedStep } from "./decide-steps.server.ts";
import { upsertCustomers } from "#services/intake/parts/upsert-customers.server.ts";

/** How long the steps of other shops wait for a shop's Admin API, in milliseconds. */
const SLOW_AFTER_MS = 100;

/** Shops whose customers a process is fetching. */
const fetching = new WeakMap<AppContext["adminApi"], Set<string>>();

/**
 * Fetches the customers of steps from the Admin API and saves them. The Admin API may have been unavailable when an
 * event first named the customer. What a slow shop answers later is saved then.
 * @returns whether a customer was saved, so that the steps must be loaded again; and the shops that have not answered
 */
export async function refreshCustomers(
  context: AppContext,
  steps: readonly LoadedStep[],
): Promise<{ saved: boolean; slow: ReadonlySet<string> }> {
  const underWay = fetching.get(context.adminApi) ?? new Set<string>();
  fetching.set(context.adminApi, underWay);
  const byShop = Map.groupBy(steps, ({ row }) => row.shopId);
  const slow = new Set(byShop.keys());
  let saved = false;
  const failures: unknown[] = [];
  const asked = [...byShop].flatMap(([shopId, ofShop]) => {
    if (underWay.has(shopId)) return [];
    underWay.add(shopId);
    return refreshShop(context, ofShop)
      .then((found) => {
        saved ||= found;
        slow.delete(shopId);
      })
      .catch((error: unknown) => {
        failures.push(error);
        slow.delete(shopId);
        context.log.warn({ err: error, shopId }, "customers of due steps could not be saved");
      })
      .finally(() => underWay.delete(shopId));
  });
  await withTimeout(SLOW_AFTER_MS, Promise.all(asked));
  // A failure of the database is the batch's own.
  if (failures.length > 0) throw failures[0];
  return { saved, slow: new Set(slow) };
}

async function refreshShop(context: AppContext, steps: readonly LoadedStep[]): Promise<boolean> {
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
