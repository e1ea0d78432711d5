const MAX_BACKOFF = 10 * 60_000;

export const BASE_BACKOFF = 2_000;

/**
 * Exponential backoff with 50% jitter, so that jobs that failed together do not retry together.
 * @param attempts attempts made, from 1
 * @param base milliseconds after the first failure
 * @returns milliseconds, at most 10 minutes
 */
export function backoff(attempts: number, base: number): number {
  const full = Math.min(base * 2 ** (attempts - 1), MAX_BACKOFF);
  return Math.round(full / 2 + (Math.random() * full) / 2);
}
