import { priorities } from "#core/operations/jobs.ts";
import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { addReconciliations, claimReconciliation } from "#shell/repositories/intake/reconciliations.server.ts";
import { isStopping } from "#shell/stopping.server.ts";
import { remind } from "../../engine/parts/remind.server.ts";
import { reconcileShop, RECONCILIATION_LEASE } from "./reconcile-shop.server.ts";

/** Shops that are compared at once: one whose Admin API is slow holds up one of these. */
const LANES = 4;
/** A run ends after this; the next goes on. */
const LONGEST_RUN_MS = 10 * 60_000;
/** How far back a shop is compared that never was; not before its installation. */
const FIRST_REACH = Temporal.Duration.from({ hours: 48 });

/**
 * Compares, shop by shop in turns, what webhooks told with the Admin API, and fetches what is missing into the inbox. A
 * shop with much to compare gives way to the others after some pages.
 */
export async function reconcileShops(context: AppContext): Promise<void> {
  const { db, clock, log } = context;
  await addReconciliations(db.pool, clock.now(), clock.now().subtract(FIRST_REACH));
  const deadline = performance.now() + LONGEST_RUN_MS;
  const takeTurns = async () => {
    while (!isStopping(context) && performance.now() < deadline) {
      const now = clock.now();
      const claimed = await claimReconciliation(db.pool, now, now.add(RECONCILIATION_LEASE));
      if (!claimed) return;
      const goesOnAt = await reconcileShop(context, claimed).catch((error: unknown) => {
        // The lease runs out, and the shop is compared again from the last saved page.
        log.error({ err: error, shop: claimed.shopDomain }, "a shop could not be compared with its Admin API");
        return null;
      });
      if (goesOnAt)
        await remind(context, [
          {
            name: "task.run",
            id: `reconcile-${Math.ceil(goesOnAt.epochMilliseconds / 1_000)}`,
            payload: { name: "reconcile" },
            priority: priorities.low,
            at: goesOnAt,
          },
        ]);
    }
  };
  await Promise.all(Array.from({ length: LANES }, takeTurns));
}
