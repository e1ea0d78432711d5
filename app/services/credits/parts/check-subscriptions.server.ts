import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { claimSubscriptions } from "#shell/repositories/credits/subscriptions.server.ts";
import { isStopping } from "#shell/stopping.server.ts";
import { lookAtSubscription } from "./look-at-subscription.server.ts";
import { recordCharges } from "./top-up.server.ts";

/** When a subscription is looked at again whose shop does not answer. */
const AGAIN = Temporal.Duration.from({ minutes: 5 });
const MAX_PER_RUN = 200;

/**
 * Asks Shopify about the subscriptions that are due: their state, and their charges, of which an answer may have been
 * lost.
 */
export async function checkSubscriptions(context: AppContext): Promise<void> {
  for (let looked = 0; looked < MAX_PER_RUN && !isStopping(context); looked++) {
    const now = context.clock.now();
    const [row] = await claimSubscriptions(context.db.pool, { now, until: now.add(AGAIN), limit: 1 });
    if (!row) return;
    const listed = await context.billingMeter.charges(row.domain, row.shopifyId, null);
    if (listed.kind === "answered") await recordCharges(context, row.id, listed.charges);
    await lookAtSubscription(context, row);
  }
}
