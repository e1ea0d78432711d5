import { nonGsmCharacters } from "./segments.ts";

/** Typographic characters and their GSM-7 replacements. */
const replacements: readonly [from: string, to: string][] = [
  ["‘’‚‛′´`ʼ", "'"],
  ["“”„‟″«»", '"'],
  ["‹›", "'"],
  ["‐‑‒–—―−", "-"],
  ["…", "..."],
  ["•‣◦·▪", "-"],
  ["\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u202F\u205F\u3000\t", " "],
  ["\u200B\u200C\u200D\u2060\uFEFF\u00AD", ""],
  ["\u2028\u2029", "\n"],
  ["×", "x"],
  ["÷", ":"],
  ["™", "TM"],
  ["®", "(R)"],
  ["©", "(C)"],
  ["½", "1/2"],
  ["¼", "1/4"],
  ["¾", "3/4"],
  ["°", " deg"],
  ["№", "No."],
  ["→", "->"],
  ["←", "<-"],
  ["ł", "l"],
  ["Ł", "L"],
  ["đ", "d"],
  ["Đ", "D"],
  ["ı", "i"],
  ["œ", "oe"],
  ["Œ", "OE"],
];
const byCharacter = new Map(
  replacements.flatMap(([from, to]) => Array.from(from, (character) => [character, to] as const)),
);

/** Combining marks, after decomposition. */
const COMBINING_MARKS = /\p{M}/gu;

/**
 * Finds the GSM-7 character most similar to another; for an accented letter, the base letter.
 * @returns null when none is similar, as for an emoji
 */
export function lookAlikeOf(character: string): string | null {
  const mapped = byCharacter.get(character);
  if (mapped !== undefined) return mapped;
  const bare = character.normalize("NFKD").replace(COMBINING_MARKS, "");
  return bare !== character && nonGsmCharacters(bare).length === 0 ? bare : null;
}

/** A quoted literal inside a Liquid tag. */
const LITERAL = /"[^"]*"|'[^']*'/g;
const TAG = /(\{\{.*?\}\}|\{%.*?%\})/s;

const replacePlain = (text: string, keep = ""): string => {
  const composed = text.normalize("NFC");
  const nonGsm = nonGsmCharacters(composed);
  return Array.from(composed, (character) => replacement(character, nonGsm, keep)).join("");
};

function replacement(character: string, nonGsm: readonly string[], keep: string): string {
  if (!nonGsm.includes(character)) return character;
  const lookAlike = lookAlikeOf(character);
  return lookAlike === null || (keep !== "" && lookAlike.includes(keep)) ? character : lookAlike;
}

/** Inside a tag, keeps a character whose replacement would end its own literal. */
function replaceInTag(tag: string): string {
  const literals = [...tag.matchAll(LITERAL)];
  if (literals.length === 0) return replacePlain(tag);
  let at = 0;
  let written = "";
  for (const { 0: literal, index } of literals) {
    const quote = literal.charAt(0);
    written += replacePlain(tag.slice(at, index)) + quote + replacePlain(literal.slice(1, -1), quote) + quote;
    at = index + literal.length;
  }
  return written + replacePlain(tag.slice(at));
}

/** Replaces every character of a template that has a GSM-7 look-alike. */
export const withPlainCharacters = (source: string): string =>
  source
    .split(TAG)
    .map((piece, at) => (at % 2 === 0 ? replacePlain(piece) : replaceInTag(piece)))
    .join("");

/**
 * Removes every character that forces UCS-2 from a template: replaces those with a look-alike and drops the others,
 * together with the space before them where a space or the end of a sentence follows.
 */
export function withGsmCharacters(source: string): string {
  const replacedText = withPlainCharacters(source);
  // Longest first: an emoji may consist of other emoji.
  const nonGsm = nonGsmCharacters(replacedText).sort((one, other) => other.length - one.length);
  if (nonGsm.length === 0) return replacedText;
  const runPattern = `(?:${nonGsm.map(escapeRegExp).join("|")})+`;
  const shortened = replacedText
    .replace(new RegExp(` ${runPattern}(?=[\\s.,;:!?)]|$)`, "gu"), "")
    .replace(new RegExp(runPattern, "gu"), "");
  // Removing characters may join others into a new non-GSM sequence.
  return shortened === replacedText ? replacedText : withGsmCharacters(shortened);
}

const escapeRegExp = (characters: string): string => characters.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
