const MOST_NAMES = 3;
/** What is so much less alike than the best is not meant. */
const OF_THE_BEST = 0.75;
/** What is less alike than this was not meant at all; the same name twice is 0.5. */
const LEAST = 0.12;

/** The names most like the one that was written, best first; none where none is like it. */
export function nearest(written: string, names: readonly string[]): string[] {
  const sought = pairsOf(written);
  const byLikeness = names
    .map((name) => ({ name, likeness: likeness(sought, pairsOf(name)) }))
    .sort((a, b) => b.likeness - a.likeness);
  const enough = Math.max(LEAST, (byLikeness[0]?.likeness ?? 0) * OF_THE_BEST);
  return byLikeness
    .filter((one) => one.likeness >= enough)
    .slice(0, MOST_NAMES)
    .map(({ name }) => name);
}

/** Letters that stand side by side: a slip of the finger, or words the other way round, changes few of them. */
function pairsOf(name: string): Set<string> {
  const letters = name.slice(0, 100).toLowerCase();
  return new Set(Array.from(letters, (letter, at) => letter + (letters[at + 1] ?? "")));
}

const likeness = (a: ReadonlySet<string>, b: ReadonlySet<string>): number =>
  [...a].filter((pair) => b.has(pair)).length / (a.size + b.size || 1);
