import { foldText } from "./reply-text.ts";

/** Letters beside each other on a phone's keyboard. */
const NEIGHBOURS: Readonly<Record<string, string>> = { s: "adwezx", t: "ryfg", o: "ipkl", p: "ol" };
/** Slips of "stop" that are words of their own; stop-words.ts holds some of them. */
const WORDS = new Set([
  "top",
  "sop",
  "sto",
  "sot",
  "stoop",
  "strop",
  "stops",
  "atop",
  "stol",
  "step",
  "shop",
  "slop",
  "stow",
  "stopo",
]);

/** What one slip of the thumb makes of "stop": a letter lost, doubled, swapped, or hit beside. */
function slipsOfStop(): Set<string> {
  const word = Array.from("stop");
  const slips = word.flatMap((letter, place) => {
    const before = word.slice(0, place).join("");
    const behind = word.slice(place + 1).join("");
    const next = word[place + 1];
    const beside = Array.from(NEIGHBOURS[letter] ?? "");
    return [
      before + behind,
      `${before}${letter}${letter}${behind}`,
      ...(next ? [`${before}${next}${letter}${word.slice(place + 2).join("")}`] : []),
      ...beside.flatMap((hit) => [
        `${before}${hit}${behind}`,
        `${before}${letter}${hit}${behind}`,
        `${before}${hit}${letter}${behind}`,
      ]),
    ];
  });
  return new Set(slips.filter((slip) => !WORDS.has(slip)));
}
const stopSlips = slipsOfStop();
const otherSlips = new Set(
  "stopit stpp tsop stoppall stopal cancle cansel cancell canel ccancel cnacel qiut quti quitt optut oput".split(" "),
);

/** Digits and signs in place of letters: "ST0P", "$top". */
const LOOKALIKES: Readonly<Record<string, string>> = { "0": "o", "5": "s", $: "s", "7": "t", "1": "i", "@": "a" };
/** Cyrillic and Greek letters that look like Latin ones. */
const FOREIGN: Readonly<Record<string, string>> = {
  а: "a",
  е: "e",
  о: "o",
  р: "p",
  с: "c",
  у: "y",
  х: "x",
  і: "i",
  ѕ: "s",
  т: "t",
  к: "k",
  м: "m",
  н: "h",
  в: "b",
  ј: "j",
  α: "a",
  ε: "e",
  ο: "o",
  ρ: "p",
  τ: "t",
  ι: "i",
  κ: "k",
  ν: "v",
  υ: "u",
  χ: "x",
  η: "n",
};
const replaced = (text: string, by: Readonly<Record<string, string>>): string =>
  Array.from(text, (letter) => by[letter] ?? letter).join("");

const whole = new Set(["stop", "stopall", "quit", "end", "cancel", "unsubscribe", "unsub", "optout"]);
const MAX_LENGTH = 24;

/**
 * The stop word that a reply mistypes, spells out or writes with other signs; null for none.
 * @param reply the reply as it came
 */
export function stopWordMistyped(reply: string): string | null {
  const folded = foldText(reply).trim();
  if (folded.length > MAX_LENGTH) return null;
  const signs = replaced(replaced(folded, FOREIGN), LOOKALIKES);
  if (/(?![a-z])[\p{L}\p{N}]/u.test(signs)) return null;
  const parts = signs.split(/[^a-z]+/).filter((part) => part !== "");
  const word = parts.join("");
  // "s top", "S.T.O.P", "ST0P"
  if (whole.has(word)) return word;
  if (parts.length !== 1) return null;
  const slipped = stopSlips.has(word) || otherSlips.has(word) || isStretched(word) || isUnsubscribe(word);
  return slipped ? word : null;
}

/** "stoooop", "STOPPPP" */
const isStretched = (word: string): boolean => word.length > 5 && word.replace(/(.)\1+/g, "$1") === "stop";

/** At most two slips away from "unsubscribe", and no other form of it. */
const isUnsubscribe = (word: string): boolean =>
  /^u?n/.test(word) &&
  word.length >= 8 &&
  !/^(?:unsubscribe[drs]+|unsubscribing)$/.test(word) &&
  distance(word, "unsubscribe") <= 2;

/** Edit distance in which a swap of two neighbours counts as one. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_n, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i += 1)
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : Infinity;
      (rows[i] as number[])[j] = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + same, swapped);
    }
  return at(a.length, b.length);
}

/** Signs that alone ask to stop, or may: they hold marketing. */
const STOP_SIGNS = /^(?:[🛑✋⛔🚫🙅🖐🤚❌🔕🤐📵]|\p{Emoji_Modifier}|\u200D|\uFE0F|[♀♂\s!.])+$/u;
export const isStopSign = (reply: string): boolean =>
  /\p{Extended_Pictographic}/u.test(reply) && STOP_SIGNS.test(reply.trim());
