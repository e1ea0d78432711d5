import type { TextKind } from "#core/automations/fields.ts";

/**
 * Makes a value safe to stand in a message under the shop's name. Strangers choose these values: customers type names
 * and notes, other systems send events.
 */

/** The longest value of each kind in characters. Shopify's own limit for a product title is 255. */
export const MAX_LENGTH: Readonly<Record<TextKind, number>> = {
  name: 40,
  email: 254,
  link: 2_000,
  title: 255,
  label: 100,
  code: 64,
  note: 300,
  own: 2_000,
};

const MAX_NAME_WORDS = 4;

/** Control codes, marks that change the writing direction, and characters without width. Emoji keep their joiners. */
const INVISIBLE =
  // oxlint-disable-next-line no-control-regex -- these are the characters to take out
  /(?!\u200D)\p{Cf}|[\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F\u115F\u1160\u3164\uFFA0]|\u034F|(?<!\p{Extended_Pictographic}\uFE0F?\p{EMod}?)\u200D/gu;

/** One line without invisible characters. Cuts first, so that a huge value costs no more than a long one. */
const oneLine = (value: string, max: number): string =>
  value
    .slice(0, max * 4)
    .toWellFormed()
    .replace(INVISIBLE, "")
    .replace(/[\s\u0085]+/gu, " ")
    .trim();

/** Cuts at a space. A single word longer than the limit is cut in the middle. */
function cutAtWord(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max + 1);
  const space = cut.lastIndexOf(" ");
  return (space > 0 ? cut.slice(0, space) : text.slice(0, max)).toWellFormed().replaceAll("\uFFFD", "").trim();
}

/** The characters that phones read as the dot of a domain. NFKC turns full-width letters into their plain forms. */
const folded = (text: string): string => text.normalize("NFKC").replace(/[。․｡]/g, ".");

const SCHEME = /[a-z][a-z0-9+.-]*:\/\/|\b(?:tel|sms|smsto|mailto|mms|facetime|whatsapp|javascript|data):|www\./i;
const EMAIL = /[^\s@]@[^\s@]/;
const IP_ADDRESS = /\d{1,3}(?:\.\d{1,3}){3}/;
/** Two labels around a dot, the second beginning with a letter: "shop.example", but not "3.5mm" or "U.S.". */
const DOMAIN = /[\p{L}\p{N}][\p{M}_-]*\.(?=[\p{L}][\p{L}\p{N}\p{M}-])/u;

/** Whether a phone may show a word as a link. */
const isLinkLike = (word: string): boolean => {
  const text = folded(word);
  return SCHEME.test(text) || EMAIL.test(text) || IP_ADDRESS.test(text) || DOMAIN.test(text);
};

/** A domain alone, without scheme, path or "@": in a title it may be "Dr.Martens". */
const isBareDomain = (word: string): boolean => {
  const text = folded(word);
  return !SCHEME.test(text) && !EMAIL.test(text) && !IP_ADDRESS.test(text) && !/[/?#:\\]/.test(text);
};

const withoutLinks = (text: string): string =>
  text
    .split(" ")
    .filter((word) => !isLinkLike(word))
    .join(" ");

/** Takes links out, and sets a space into a domain that may be two words: "Dr.Martens" becomes "Dr. Martens". */
const withLinksBroken = (text: string): string =>
  text
    .split(" ")
    .flatMap((word) =>
      !isLinkLike(word)
        ? [word]
        : isBareDomain(word)
          ? [
              folded(word)
                .replace(/\.(?=\p{L})/gu, ". ")
                .trim(),
            ]
          : [],
    )
    .join(" ");

/** A date or a time, which is no phone number; or seven digits and more, as phone numbers are written. */
const DATE_OR_PHONE =
  /(?<!\d)((?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])|(?:0?[1-9]|[12]\d|3[01])[-/.](?:0?[1-9]|[12]\d|3[01])[-/.](?:19|20)\d\d|[01]?\d:[0-5]\d|2[0-3]:[0-5]\d)(?!\d)|\+?\(?\d(?:[\s().\-/‐-―]{0,3}\d){6,}/gu;

const withoutPhones = (text: string): string =>
  text.replace(DATE_OR_PHONE, (_found, kept: string | undefined) => kept ?? "").replace(/ +/g, " ");

/** A name holds no digits, currency signs or markup. */
const NOT_IN_A_NAME = /[\p{N}\p{Sc}<>{}[\]\\/@:;=%|^*#]/u;

/** @returns null for what is no name, so that the fallback takes its place */
function safeName(value: string): string | null {
  const name = oneLine(value, MAX_LENGTH.name);
  const words = name.split(" ");
  if (name === "" || words.length > MAX_NAME_WORDS || NOT_IN_A_NAME.test(name) || words.some(isLinkLike)) return null;
  return (words[0]?.length ?? 0) > MAX_LENGTH.name ? null : cutAtWord(name, MAX_LENGTH.name);
}

/** A whole http(s) URL without spaces and quotation marks; null for anything else. */
function safeLink(value: string): string | null {
  const link = value.trim();
  if (link.length > MAX_LENGTH.link || !/^https?:\/\/[^\s<>"“”«»\p{C}]+$/iu.test(link)) return null;
  return URL.canParse(link) ? link : null;
}

const safeEmail = (value: string): string | null =>
  value.length <= MAX_LENGTH.email && /^[^\s@<>"'“”\p{C}/:]+@[^\s@<>"'“”\p{C}/:]+\.[^\s@<>"'“”\p{C}/:]+$/u.test(value)
    ? value
    : null;

const makers: Readonly<Record<TextKind, (value: string) => string | null>> = {
  name: safeName,
  email: safeEmail,
  link: safeLink,
  title: (value) => cutAtWord(withLinksBroken(oneLine(value, MAX_LENGTH.title)).trim(), MAX_LENGTH.title),
  label: (value) => cutAtWord(withLinksBroken(oneLine(value, MAX_LENGTH.label)).trim(), MAX_LENGTH.label),
  code: (value) => cutAtWord(withoutLinks(oneLine(value, MAX_LENGTH.code)).trim(), MAX_LENGTH.code),
  note: safeNote,
  own: (value) => value.slice(0, MAX_LENGTH.own),
};

function safeNote(value: string): string {
  const line = oneLine(value, MAX_LENGTH.note);
  return cutAtWord(withoutPhones(withoutLinks(line)).trim(), MAX_LENGTH.note);
}

/** @returns null when nothing safe is left of it */
export const safeWords = (value: string, kind: TextKind): string | null => makers[kind](value) || null;
