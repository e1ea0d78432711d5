import type { Check } from "../activity/explanation.ts";
import { Temporal, type Instant } from "../time/time.ts";

/** How many of our own actions may lie between a customer's doing and an entry. */
export const MAX_HOPS = 5;
/** How often a customer may enter one automation within an hour, whoever brings it about. */
export const MAX_ENTRIES_PER_HOUR = 50;

/**
 * Catches what sets itself off: by the chain of our own actions that lies before an event, and, where a link of it was
 * lost, by how often the customer has come in lately.
 * @param entries when the customer entered the automation before
 */
export function loopCheck(hop: number, entries: readonly Instant[], now: Instant): Check {
  const hourAgo = now.subtract({ hours: 1 });
  const lately = entries.filter((at) => Temporal.Instant.compare(at, hourAgo) > 0).length;
  const stopped = hop > MAX_HOPS || lately >= MAX_ENTRIES_PER_HOUR;
  return {
    guard: "loops",
    answer: stopped ? "skip" : "pass",
    ...(stopped && { reason: "loop_stopped" as const }),
    saw: { own_actions_before: hop, entries_within_an_hour: lately },
    rule: `at most ${MAX_HOPS} own actions in a row, ${MAX_ENTRIES_PER_HOUR} entries an hour`,
  };
}
