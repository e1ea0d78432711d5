import type { Check } from "../activity/explanation.ts";
import { isMarketing, type MessageKind } from "./message-kind.ts";
import { optOutPatterns, optOutWordsIn } from "./languages/opt-out-words.ts";
import { rules } from "./quiet-hours/rules.ts";

interface Identity {
  shopName: string;
  /** The number has had no marketing text. */
  first: boolean;
  /** The opt-out address of a text whose sender takes no replies; null where the customer can answer STOP. */
  optOutLink: string | null;
  /** The language of the text. */
  language: string;
}

/**
 * What a text must say about its sender. Only the first marketing text or opt-in request must identify the shop. Each
 * marketing text from a name has an opt-out link.
 */
export const identityOf = (
  { kind, firstMarketing, shop }: { kind: MessageKind; firstMarketing: boolean; shop: { name: string } },
  optOutLink: string | null,
  language: string,
): Identity => ({
  shopName: shop.name,
  first: isMarketing(kind) && firstMarketing,
  optOutLink,
  language,
});

/** A word of a list, in small letters or with a capital first. */
const anyOf = (list: string): string =>
  `(?<![\\p{L}\\p{N}_])(?:${list.replace(/(^|\|)(\p{L})/gu, (_found, start: string, letter: string) => `${start}[${letter}${letter.toUpperCase()}]`)})(?![\\p{L}\\p{N}_])`;
/** Words that ask for an answer, and words for leaving: beside STOP each of them says how to opt out. */
const ANSWER = anyOf(
  "reply|text|txt|send|answer|respond\\w*|r[ée]pond\\w*|envoy\\w*|env[íi]\\w*|antwort\\w*|antwoord\\w*|rispond\\w*|svara?|" +
    "vastaa\\w*|odpisz|odpov\\w*",
);
const LEAVE = anyOf(
  "abmeld\\w*|abbestell\\w*|d[ée]sabonn\\w*|d[ée]sinscri\\w*|baja|cancel\\w*|disiscri\\w*|afmeld\\w*|uitschrij\\w*|" +
    "avregistrera|avsluta|avmeld\\w*|rezygn\\w*|wypis\\w*",
);
const NEAR = "[^.!?\\n]{0,20}";
const OPT_OUT_PATTERNS = [
  ...optOutPatterns.map((words) => new RegExp(words, "i")),
  new RegExp(`${ANSWER}${NEAR}\\bstop\\b`, "iu"),
  new RegExp(`${LEAVE}${NEAR}\\bSTOP\\b`, "u"),
  new RegExp(`\\bSTOP\\b${NEAR}${LEAVE}`, "u"),
  /\bSTOP\b\s*(?:=|:|to|2|pour|para|per|um)\s*\S/,
];

const normalized = (text: string): string =>
  text.normalize("NFKC").toLowerCase().replace(/[‘’]/g, "'").replace(/\s+/g, " ").trim();

/**
 * Whether the body contains the shop's name as a whole word: "the gap" names Gap, "gaping" does not. An empty name
 * always matches.
 */
function namesShop(body: string, shopName: string): boolean {
  const name = normalized(shopName).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{N}])${name}(?![\\p{L}\\p{N}])`, "u").test(normalized(body));
}

const hasOptOutNotice = (body: string): boolean => OPT_OUT_PATTERNS.some((pattern) => pattern.test(body));

// A notice ends with its clause, and before a link. "HELP for help" beside it goes too: no one can answer that either.
const CLAUSE = /(?:(?!https?:)[^.!?,;\n])*/.source;
const HELP_BEFORE = String.raw`(?:\b(?:[Rr]eply|[Tt]e?xt|[Ss]end)\s+HELP\b${CLAUSE}[,;]?\s*(?:or\s+)?)?`;
const HELP_AFTER = String.raw`(?:[,;]\s*(?:[Rr]eply\s+|[Tt]ext\s+|or\s+)?HELP\b${CLAUSE})?`;
const NOTICES = OPT_OUT_PATTERNS.map(
  ({ source, flags }) => new RegExp(`[ \\t]*${HELP_BEFORE}(?:${source})${CLAUSE}${HELP_AFTER}[.!?]?`, `${flags}g`),
);
const withoutNotices = (body: string): string => NOTICES.reduce((text, notice) => text.replace(notice, ""), body);

/**
 * Adds the shop's name and the opt-out instruction, in the text's language, to a first text that lacks them, and the
 * opt-out link to each text that needs one, in the place of "Reply STOP". An empty text stays empty.
 */
export function identify(body: string, { shopName, first, optOutLink, language }: Identity): string {
  if ((!first && !optOutLink) || body.trim() === "") return body;
  const named = !first || namesShop(body, shopName) ? body : `${shopName.trim()}: ${body}`;
  const optOut = optOutWordsIn(language);
  if (optOutLink) return `${withFullStop(withoutNotices(named).trim())} ${optOut.link} ${optOutLink}`.trimStart();
  if (hasOptOutNotice(named)) return named;
  return `${withFullStop(named.trimEnd())} ${optOut.reply}`;
}

/** Ends the text with a full stop, except after a URL, which would absorb it. */
const withFullStop = (text: string): string =>
  /[\p{L}\p{N}]$/u.test(text) && !/\/\S*$/.test(text) ? `${text}.` : text;

/**
 * The check for the explanation.
 * @param body before `identify`
 */
export function identificationCheck(body: string, { shopName, first, optOutLink }: Identity): Check {
  const saw = {
    first_marketing_text: first,
    names_the_shop: namesShop(body, shopName),
    says_how_to_stop: hasOptOutNotice(body),
    ...(optOutLink && { opt_out_link: true }),
  };
  return { guard: "identification", answer: "pass", saw, rule: rules.identification.rule };
}
