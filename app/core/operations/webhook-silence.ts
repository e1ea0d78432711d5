/** So unlikely that it is worth a person's look. */
const UNLIKELY = 0.001;

/**
 * Whether so few were received that something is most likely wrong: even half of what is usual would hardly ever give
 * so few. Half, because a shop has quiet days, which come in no textbook's distribution.
 * @param usual mean of comparable days; null where there is none to compare with
 */
export function isUnusuallySilent(received: number, usual: number | null): boolean {
  return usual !== null && chanceOfAtMost(received, usual / 2) < UNLIKELY;
}

/**
 * The chance of at most `count`, where `mean` is expected and each comes by itself (Poisson). Reckoned by logarithms,
 * for the numbers of a large shop.
 */
function chanceOfAtMost(count: number, mean: number): number {
  if (count >= mean) return 1;
  let log = -mean;
  for (let k = 1; k <= count; k++) log += Math.log(mean / k);
  // Below the mean each term is larger than the one before: the last times a geometric series bounds them all.
  return Math.exp(log) / (1 - count / mean);
}

/** The mean of comparable days; null where there are none. */
export const usualOf = (days: readonly number[]): number | null =>
  days.length > 0 ? days.reduce((sum, day) => sum + day, 0) / days.length : null;
