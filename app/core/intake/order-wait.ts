import type { Instant } from "../time/time.ts";
import type { NormalizedEvent } from "./define.ts";
import { lacksCustomer } from "./normalize.ts";

/** Seconds until an event of an unknown order looks again: webhooks of one order come within minutes of each other. */
const LOOKS = [15, 45, 120];
/** Seconds until Shopify is asked again that gave no answer; after the last, the event is refused. */
const ASKS = [60, 300, 900, 1_800, 3_600];

/** The id of the order that an event names without a customer; null for any other event. */
export function namedOrder(normalizedEvent: NormalizedEvent): string | null {
  if (!lacksCustomer(normalizedEvent)) return null;
  return /^order:(.+)$/.exec(normalizedEvent.relatedSubject ?? "")?.[1] ?? null;
}

/** Whether an event of an unknown order has waited long enough to ask Shopify for the order. */
export const asksForOrder = (waits: number): boolean => waits >= LOOKS.length;

/**
 * When an event of an unknown order looks again.
 * @param waits how often it has waited
 * @returns null when it has waited for the last time
 */
export function nextLookAt(now: Instant, waits: number): Instant | null {
  const seconds = [...LOOKS, ...ASKS][waits];
  return seconds === undefined ? null : now.add({ seconds });
}
