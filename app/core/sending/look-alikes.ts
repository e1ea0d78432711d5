import { nonGsmCharacters } from "./segments.ts";

/** Typographer's characters, and what a phone's basic alphabet has in their place. */
const plain: readonly [from: string, to: string][] = [
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
const byCharacter = new Map(plain.flatMap(([from, to]) => Array.from(from, (character) => [character, to] as const)));

/** Marks over and under letters, once these stand apart. */
const MARKS = /\p{M}/gu;

/**
 * What looks most like a character and costs no more than any other; of a letter with a foreign accent, the letter.
 * @returns null where there is nothing like it, as for an emoji
 */
export function lookAlikeOf(character: string): string | null {
  const known = byCharacter.get(character);
  if (known !== undefined) return known;
  const bare = character.normalize("NFKD").replace(MARKS, "");
  return bare !== character && nonGsmCharacters(bare).length === 0 ? bare : null;
}

/** A literal between quotation marks in a tag of Liquid. */
const LITERAL = /"[^"]*"|'[^']*'/g;
const TAG = /(\{\{.*?\}\}|\{%.*?%\})/s;

const replaced = (text: string, keep = ""): string => {
  const composed = text.normalize("NFC");
  const odd = nonGsmCharacters(composed);
  return Array.from(composed, (character) => replacement(character, odd, keep)).join("");
};

function replacement(character: string, odd: readonly string[], keep: string): string {
  if (!odd.includes(character)) return character;
  const alike = lookAlikeOf(character);
  return alike === null || (keep !== "" && alike.includes(keep)) ? character : alike;
}

/** Within a tag, a mark that would end the literal it stands in stays as it is. */
function replacedInTag(tag: string): string {
  const literals = [...tag.matchAll(LITERAL)];
  if (literals.length === 0) return replaced(tag);
  let at = 0;
  let written = "";
  for (const { 0: literal, index } of literals) {
    const quote = literal.charAt(0);
    written += replaced(tag.slice(at, index)) + quote + replaced(literal.slice(1, -1), quote) + quote;
    at = index + literal.length;
  }
  return written + replaced(tag.slice(at));
}

/** A text, Liquid or not, with every character that has a look-alike in the basic alphabet replaced by it. */
export const withPlainCharacters = (source: string): string =>
  source
    .split(TAG)
    .map((piece, at) => (at % 2 === 0 ? replaced(piece) : replacedInTag(piece)))
    .join("");

/**
 * A text, Liquid or not, without any character that makes it dearer: those that have a look-alike are replaced, the
 * others are left out, with the blank before them where another or the end of a sentence follows.
 */
export function withGsmCharacters(source: string): string {
  const plainer = withPlainCharacters(source);
  // The longest first: an emoji may be made of others.
  const odd = nonGsmCharacters(plainer).sort((one, other) => other.length - one.length);
  if (odd.length === 0) return plainer;
  const run = `(?:${odd.map(literally).join("|")})+`;
  const cheaper = plainer.replace(new RegExp(` ${run}(?=[\\s.,;:!?)]|$)`, "gu"), "").replace(new RegExp(run, "gu"), "");
  // What stood apart may now stand together, and be another.
  return cheaper === plainer ? plainer : withGsmCharacters(cheaper);
}

const literally = (characters: string): string => characters.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
