import { type Instant, Temporal } from "../time/time.ts";
import type { NormalizedEvent } from "./define.ts";

/** An order placed while Shopify was away comes within a day; what comes later was imported. */
const IMPORTED_AFTER_HOURS = 24;

/** Whether a record was created in Shopify more than a day after what it records. @param created ISO instants */
export const isMuchLater = (created: string | null, recorded: string | null): boolean =>
  created !== null &&
  recorded !== null &&
  Temporal.Instant.compare(created, Temporal.Instant.from(recorded).add({ hours: IMPORTED_AFTER_HOURS })) > 0;

/**
 * When the thing happened that an event reports: what the body says of it, else a consent's own time, else when the
 * store told it. Never later than told.
 */
export function happenedAtOf(
  { happenedAt, consent, facts }: Pick<NormalizedEvent, "happenedAt" | "consent" | "facts">,
  triggeredAt: Instant,
): Instant {
  // A checkout and an order repeat the opt-in of their beginning: only events about a consent are as old as it.
  const said = happenedAt ?? (facts.consent ? (consent?.updatedAt ?? null) : null);
  if (said === null) return triggeredAt;
  const at = Temporal.Instant.from(said);
  return Temporal.Instant.compare(at, triggeredAt) < 0 ? at : triggeredAt;
}
