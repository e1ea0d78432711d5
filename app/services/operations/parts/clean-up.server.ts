import { readSettings } from "#core/team/settings.ts";
import type { AppContext } from "#shell/context.server.ts";
import { removeExpired, removePayloads, type ExpiryRule } from "#shell/repositories/operations/expired.server.ts";
import { listShops } from "#shell/repositories/team/shops.server.ts";

/** How many days each is kept after it is over. An echo is listened for a quarter of an hour. */
const keptDays: Record<ExpiryRule, number> = { echoes: 1, sessions: 1, backgroundJobs: 90, notices: 180 };

/**
 * Removes what nobody needs any more: the bodies of events that are older than their shop keeps them, and what is
 * over for long. Logs, ledger and proofs of consent stay.
 */
export async function cleanUp({ db, clock, log }: AppContext): Promise<void> {
  const daysAgo = (days: number) => clock.now().subtract({ hours: 24 * days });
  const removed: Record<string, number> = { payloads: 0 };
  for (const [what, days] of Object.entries(keptDays))
    removed[what] = await removeExpired(db.pool, what as ExpiryRule, daysAgo(days));
  for (const { id, settings } of await listShops(db.pool))
    removed.payloads =
      (removed.payloads ?? 0) + (await removePayloads(db.pool, id, daysAgo(readSettings(settings).retentionDays)));
  log.info(removed, "cleaned up");
}
