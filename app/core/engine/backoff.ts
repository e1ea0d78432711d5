import type { Instant } from "../time/time.ts";

/** Tries of a text that is known not to have gone out. */
export const MAX_ATTEMPTS = 6;
/**
 * Tries of an event or a step whose handling breaks; then it is set aside for a person to look at, and the others
 * flow.
 */
export const MAX_BREAKS = 5;
const FIRST_SECONDS = 5;
const LONGEST_SECONDS = 900;

/**
 * When to try again after `attempts` tries: exponential, spread out by the row's own id so that a storm does not come
 * back as one.
 */
export function nextTry(now: Instant, attempts: number, id: string): Instant {
  const base = Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** Math.max(0, attempts - 1));
  const spread = (Number.parseInt(id.slice(-4), 16) || 0) / 0xffff;
  return now.add({ milliseconds: Math.round(base * 1_000 * (0.75 + spread / 2)) });
}
