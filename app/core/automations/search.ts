/** The words by which a merchant finds an item. */
export interface Findable {
  label: string;
  /** Other words for it, such as Shopify's or another app's: "win back", "coupon". */
  alsoCalled?: readonly string[] | undefined;
  description?: string | undefined;
}

interface Words {
  label: string[];
  alsoCalled: string[];
  description: string[];
}

/** The words that a search leaves out. */
const FILLERS = new Set(["a", "an", "the", "of", "to", "for", "is", "was"]);
/** The shortest word in which a typo is forgiven, and the shortest in which two are. */
const ONE_TYPO = 4;
const TWO_TYPOS = 8;

/**
 * The items that a typed text means, best first; all of them in their order for an empty text. Each typed word must be a
 * word of the item or begin one. Typos count only where nothing matches without.
 */
export function search<T>(items: readonly T[], typed: string, wordsOf: (item: T) => Findable): T[] {
  const words = split(typed);
  const meant = words.filter((word) => !FILLERS.has(word));
  const sought = meant.length > 0 ? meant : words;
  if (sought.length === 0) return [...items];
  const read = items.map((item) => ({ item, words: readWords(wordsOf(item)) }));
  for (const match of [isPrefix, isTypo]) {
    const found = read
      .map(({ item, words: has }) => ({ item, score: scoreOf(sought, has, match) }))
      .filter(({ score }) => score > 0);
    if (found.length > 0) return found.sort((a, b) => b.score - a.score).map(({ item }) => item);
  }
  return [];
}

function split(text: string): string[] {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[’'\p{M}]/gu, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

/** Words, and pairs of them without the space between: "win back" is found as "winback", too. */
function withPairs(text: string): string[] {
  const words = split(text);
  return [...words, ...words.slice(1).map((word, at) => `${words[at] ?? ""}${word}`)];
}

const readWords = ({ label, alsoCalled = [], description = "" }: Findable): Words => ({
  label: withPairs(label),
  alsoCalled: alsoCalled.flatMap(withPairs),
  description: split(description),
});

type Match = (sought: string, word: string) => boolean;
const isPrefix: Match = (sought, word) => word.startsWith(sought);
const isTypo: Match = (sought, word) => {
  if (isPrefix(sought, word)) return true;
  const allowed = sought.length >= TWO_TYPOS ? 2 : sought.length >= ONE_TYPO ? 1 : 0;
  return allowed > 0 && Math.abs(sought.length - word.length) <= allowed && distance(sought, word) <= allowed;
};

/** The sum over the typed words; 0 when one matches nothing. Typed words may also be one word: "win back", "winback". */
function scoreOf(sought: readonly string[], has: Words, match: Match): number {
  const scores = sought.map((word) => scoreOfWord(word, has, match));
  const apart = scores.every((score) => score > 0) ? scores.reduce((sum, score) => sum + score, 0) : 0;
  return apart || (sought.length > 1 ? scoreOfWord(sought.join(""), has, match) : 0);
}

function scoreOfWord(sought: string, { label, alsoCalled, description }: Words, match: Match): number {
  if (label.includes(sought)) return 16;
  if (alsoCalled.includes(sought)) return 12;
  if (label.some((word) => match(sought, word))) return 8;
  if (alsoCalled.some((word) => match(sought, word))) return 6;
  return sought.length >= 3 && description.some((word) => isPrefix(sought, word)) ? 1 : 0;
}

/** Optimal string alignment: letters added, left out, replaced, or swapped with their neighbor. */
function distance(a: string, b: string): number {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + cost,
        swapped ? (before[j - 2] ?? 0) + 1 : Infinity,
      );
    }
    [before, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
