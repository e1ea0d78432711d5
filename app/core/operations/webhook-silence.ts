/** The probability below which a day counts as unusual. */
const MIN_PROBABILITY = 0.001;

/**
 * Whether a shop received unusually few webhooks: fewer than would be likely even at half the usual rate. Half, because
 * real quiet days do not follow a Poisson distribution.
 * @param usual the mean of comparable days; null without any
 */
export function isUnusuallySilent(received: number, usual: number | null): boolean {
  return usual !== null && probabilityOfAtMost(received, usual / 2) < MIN_PROBABILITY;
}

/**
 * The Poisson probability of at most `count` events at a given mean. Uses logarithms, because the terms overflow for
 * large shops.
 */
function probabilityOfAtMost(count: number, mean: number): number {
  if (count >= mean) return 1;
  let log = -mean;
  for (let k = 1; k <= count; k++) log += Math.log(mean / k);
  // Below the mean the terms grow, so a geometric series from the last term bounds the sum.
  return Math.exp(log) / (1 - count / mean);
}

/** The mean of comparable days; null without any. */
export const usualOf = (days: readonly number[]): number | null =>
  days.length > 0 ? days.reduce((sum, day) => sum + day, 0) / days.length : null;
