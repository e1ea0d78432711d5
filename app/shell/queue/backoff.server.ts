const LONGEST = 10 * 60_000;

export const BASE_BACKOFF = 2_000;

/**
 * How long to wait before a job's next try: doubling with each, half of it by chance, so that what failed together does
 * not come back together.
 * @param attempts how many tries were made, from 1
 * @param base milliseconds after the first failure
 * @returns milliseconds
 */
export function backoff(attempts: number, base: number): number {
  const whole = Math.min(base * 2 ** (attempts - 1), LONGEST);
  return Math.round(whole / 2 + (Math.random() * whole) / 2);
}
