const MAX_NAMES = 3;
/** Drops names less similar than this fraction of the best match. */
const MIN_FRACTION_OF_BEST = 0.75;
/** Drops names less similar than this; identical names score 0.5. */
const MIN_LIKENESS = 0.12;

/** The names most similar to an input, best first; empty when none is similar. */
export function nearest(input: string, names: readonly string[]): string[] {
  const inputPairs = pairsOf(input);
  const byLikeness = names
    .map((name) => ({ name, likeness: likeness(inputPairs, pairsOf(name)) }))
    .sort((a, b) => b.likeness - a.likeness);
  const threshold = Math.max(MIN_LIKENESS, (byLikeness[0]?.likeness ?? 0) * MIN_FRACTION_OF_BEST);
  return byLikeness
    .filter((each) => each.likeness >= threshold)
    .slice(0, MAX_NAMES)
    .map(({ name }) => name);
}

/** Adjacent letter pairs: a typo or swapped words change few of them. */
function pairsOf(name: string): Set<string> {
  const letters = name.slice(0, 100).toLowerCase();
  return new Set(Array.from(letters, (letter, at) => letter + (letters[at + 1] ?? "")));
}

const likeness = (a: ReadonlySet<string>, b: ReadonlySet<string>): number =>
  [...a].filter((pair) => b.has(pair)).length / (a.size + b.size || 1);
