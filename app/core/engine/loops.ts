import type { Check } from "../activity/explanation.ts";
import { Temporal, type Instant } from "../time/time.ts";

/** The maximum number of the app's own actions in the chain before an entry. */
export const MAX_OWN_ACTIONS = 5;
/** The maximum number of entries of one customer into one automation within an hour. */
export const MAX_ENTRIES_PER_HOUR = 50;

/**
 * Stops automations that trigger themselves. Counts the app's own actions before the event and, because the chain may
 * miss a link, also the customer's recent entries.
 * @param entries the customer's earlier entries into the automation
 */
export function loopCheck(hop: number, entries: readonly Instant[], now: Instant): Check {
  const hourAgo = now.subtract({ hours: 1 });
  const recentEntries = entries.filter((at) => Temporal.Instant.compare(at, hourAgo) > 0).length;
  const stopped = hop > MAX_OWN_ACTIONS || recentEntries >= MAX_ENTRIES_PER_HOUR;
  return {
    guard: "loops",
    answer: stopped ? "skip" : "pass",
    ...(stopped && { reason: "loop_stopped" as const }),
    saw: { own_actions_before: hop, entries_within_an_hour: recentEntries },
    rule: `at most ${MAX_OWN_ACTIONS} own actions in a row, ${MAX_ENTRIES_PER_HOUR} entries an hour`,
  };
}
