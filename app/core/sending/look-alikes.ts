import { nonGsmCharacters } from "./segments.ts";

/** Typographic characters and their GSM-7 replacements, which mean the same. */
const typographic: readonly [from: string, to: string][] = [
  ["‘’‚‛′´`ʼ", "'"],
  ["“”„‟″«»", '"'],
  ["‹›", "'"],
  ["‐‑‒–—―−", "-"],
  ["…", "..."],
  ["•‣◦·▪", "-"],
  ["\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u202F\u205F\u3000\t", " "],
  ["\u200B\u200C\u200D\u2060\uFEFF\u00AD", ""],
  ["×", "x"],
  ["™", "TM"],
  ["®", "(R)"],
  ["©", "(C)"],
  ["°", " deg"],
  ["№", "No."],
  ["→", "->"],
  ["←", "<-"],
];

/** Replacements in a merchant's own words alone, who sees them. */
const inOwnWords: readonly [from: string, to: string][] = [
  ["\u2028\u2029", "\n"],
  ["÷", "/"],
  ["½", "1/2"],
  ["¼", "1/4"],
  ["¾", "3/4"],
  ["ł", "l"],
  ["Ł", "L"],
  ["đ", "d"],
  ["Đ", "D"],
  ["ı", "i"],
  ["œ", "oe"],
  ["Œ", "OE"],
];

const byCharacterOf = (replacements: typeof typographic): ReadonlyMap<string, string> =>
  new Map(replacements.flatMap(([from, to]) => Array.from(from, (character) => [character, to] as const)));
const byTypography = byCharacterOf(typographic);
const byCharacter = byCharacterOf([...typographic, ...inOwnWords]);

/** Currency signs outside GSM-7, and their ISO 4217 codes. */
const currencyCodes: Readonly<Record<string, string>> = {
  "₹": "INR",
  "₩": "KRW",
  "₪": "ILS",
  "₫": "VND",
  "₱": "PHP",
  "₴": "UAH",
  "₦": "NGN",
  "₺": "TRY",
  "₽": "RUB",
  "₡": "CRC",
  "₲": "PYG",
  "₸": "KZT",
  "₵": "GHS",
  "₭": "LAK",
  "₮": "MNT",
  "₼": "AZN",
  "₾": "GEL",
  "৳": "BDT",
  "฿": "THB",
};
const CURRENCY = new RegExp(`(\\d ?)?([${Object.keys(currencyCodes).join("")}])( ?\\d)?`, "gu");

/** "₹500" becomes "INR 500", and "500₹" becomes "500 INR". */
const withCurrencyCodes = (text: string): string =>
  text.replace(
    CURRENCY,
    (_found, before: string | undefined, sign: string, after: string | undefined) =>
      `${before ? `${before.trim()} ` : ""}${currencyCodes[sign] ?? sign}${after ? ` ${after.trim()}` : ""}`,
  );

/** Combining marks, after decomposition. */
const COMBINING_MARKS = /\p{M}/gu;
/** What has a base character that means the same. "≠" without its mark would be "=", and "²" would be "2". */
const LETTER_OR_DIGIT = /^[\p{L}\p{Nd}]/u;

/**
 * Finds the GSM-7 character most similar to another; for an accented letter, the base letter.
 * @returns null when none is similar, as for an emoji, or none means the same, as for "≠"
 */
export function lookAlikeOf(character: string): string | null {
  const mapped = byCharacter.get(character) ?? currencyCodes[character];
  if (mapped !== undefined) return mapped;
  if (!LETTER_OR_DIGIT.test(character)) return null;
  const bare = character.normalize("NFKD").replace(COMBINING_MARKS, "");
  return bare !== character && nonGsmCharacters(bare).length === 0 ? bare : null;
}

/**
 * Replaces typographic characters of a value by GSM-7 ones. Letters and emoji stay: a name keeps its letters.
 */
export const plainCharacters = (value: string): string =>
  Array.from(value, (character) => byTypography.get(character) ?? character).join("");

/** A Liquid tag, whose quoted literals may hold the characters that end it. */
const TAG = /(\{\{(?:[^"'}]|\}(?!\})|"[^"]*"|'[^']*')*\}\}|\{%(?:[^"'%]|%(?!\})|"[^"]*"|'[^']*')*%\})/;

/** Changes the text of a template, and no tag. */
export const outsideTags = (source: string, change: (text: string) => string): string =>
  source
    .split(TAG)
    .map((piece, at) => (at % 2 === 0 ? change(piece) : piece))
    .join("");

const FRACTION_AFTER_DIGIT = /(\d)(?=[½¼¾])/g;

function replacePlain(text: string): string {
  const composed = withCurrencyCodes(text.normalize("NFC").replace(FRACTION_AFTER_DIGIT, "$1 "));
  const nonGsm = nonGsmCharacters(composed);
  if (nonGsm.length === 0) return composed;
  return Array.from(composed, (character) =>
    nonGsm.includes(character) ? (lookAlikeOf(character) ?? character) : character,
  ).join("");
}

/** Replaces every character of a template's text that has a GSM-7 look-alike. Liquid stays as it is. */
export const withPlainCharacters = (source: string): string => outsideTags(source, replacePlain);

/** Whether a character may be left out without changing what the text says: an emoji, but no letter, digit or sign. */
const isDecoration = (character: string): boolean => !/[\p{L}\p{N}\p{Sc}\p{Sm}\p{P}]/u.test(character);

/**
 * Removes the characters that force UCS-2 from a template's text: replaces those with a look-alike and drops
 * decorations, together with the space before them where a space or the end of a sentence follows. A character that
 * means something stays, and so does Liquid.
 */
export const withGsmCharacters = (source: string): string => outsideTags(source, dropDecorations);

function dropDecorations(text: string): string {
  const replacedText = replacePlain(text);
  // Longest first: an emoji may consist of other emoji.
  const dropped = nonGsmCharacters(replacedText)
    .filter(isDecoration)
    .sort((one, other) => other.length - one.length);
  if (dropped.length === 0) return replacedText;
  const runPattern = `(?:${dropped.map(escapeRegExp).join("|")})+`;
  const shortened = replacedText
    .replace(new RegExp(` ${runPattern}(?=[\\s.,;:!?)]|$)`, "gu"), "")
    .replace(new RegExp(runPattern, "gu"), "");
  // Removing characters may join others into a new non-GSM sequence.
  return shortened === replacedText ? replacedText : dropDecorations(shortened);
}

const escapeRegExp = (characters: string): string => characters.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

const straight = (text: string): string => text.replace(/[“”„‟]/g, '"').replace(/[‘’‚‛]/g, "'");

/** Straightens typographic quotation marks, except in the literals that Liquid reads already. */
export const withStraightQuotes = (source: string): string =>
  source
    .split(/(\{\{.*?\}\}|\{%.*?%\})/s)
    .map((piece, at) => (at % 2 === 0 ? straight(piece) : straightOutsideLiterals(piece)))
    .join("");

const straightOutsideLiterals = (tag: string): string =>
  tag
    .split(/("[^"]*"|'[^']*')/)
    .map((piece, at) => (at % 2 === 0 ? straight(piece) : piece))
    .join("");
