import { UNDO_DAYS } from "#core/customers/contact-import/plan.ts";
import { readSettings } from "#core/team/settings.ts";
import type { AppContext } from "#shell/context.server.ts";
import {
  removeAccesses,
  removeClicks,
  removeExpired,
  removePayloads,
  removeHistory,
  removeWords,
  type ExpiryRule,
} from "#shell/repositories/operations/expired.server.ts";
import { listShops } from "#shell/repositories/team/shops.server.ts";

/** Retention in days, counted from the end of each. */
const retentionDaysByRule: Record<ExpiryRule, number> = {
  echoes: 1,
  sessions: 1,
  backgroundJobs: 90,
  numberCodes: 2,
  flowTriggers: 30,
  notices: 180,
  contactLists: 7,
  contactRows: UNDO_DAYS,
};

/**
 * Deletes what is past the shop's retention (bodies of events, imported history, clicks, words of texts, accesses), and expired
 * rows. Logs, ledger and consent events stay.
 */
export async function cleanUp({ db, clock, log }: AppContext): Promise<void> {
  const daysAgo = (days: number) => clock.now().subtract({ hours: 24 * days });
  const removed: Record<string, number> = { payloads: 0 };
  for (const [what, days] of Object.entries(retentionDaysByRule))
    removed[what] = await removeExpired(db.pool, what as ExpiryRule, daysAgo(days));
  for (const { id, settings } of await listShops(db.pool)) {
    const { retentionDays, textRetentionDays, accessRetentionDays } = readSettings(settings);
    const add = (what: string, rows: number) => (removed[what] = (removed[what] ?? 0) + rows);
    add("payloads", await removePayloads(db.pool, id, daysAgo(retentionDays)));
    add("history", await removeHistory(db.pool, id, daysAgo(retentionDays)));
    add("clicks", await removeClicks(db.pool, id, daysAgo(retentionDays)));
    add("accesses", await removeAccesses(db.pool, id, daysAgo(accessRetentionDays)));
    if (textRetentionDays !== null) add("texts", await removeWords(db.pool, id, daysAgo(textRetentionDays)));
  }
  log.info(removed, "cleaned up");
}
