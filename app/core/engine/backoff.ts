import type { Instant } from "../time/time.ts";

/** Maximum send attempts of a text that the provider provably did not send. */
export const MAX_ATTEMPTS = 6;
/**
 * Maximum attempts of an event or a step whose handler throws. After that the row fails, so that it does not block the
 * others.
 */
export const MAX_HANDLER_ERRORS = 5;
const FIRST_SECONDS = 5;
const MAX_SECONDS = 900;

/**
 * Exponential backoff: when to retry after `attempts` attempts. The row's id seeds the jitter, so that rows which
 * failed together do not retry together.
 */
export function nextAttemptAt(now: Instant, attempts: number, id: string): Instant {
  const base = Math.min(MAX_SECONDS, FIRST_SECONDS * 2 ** Math.max(0, attempts - 1));
  const jitter = (Number.parseInt(id.slice(-4), 16) || 0) / 0xffff;
  return now.add({ milliseconds: Math.round(base * 1_000 * (0.75 + jitter / 2)) });
}
