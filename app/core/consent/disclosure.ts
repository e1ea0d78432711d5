/** The default disclosure at opt-in. `{{ shop.name }}` becomes the shop's name. */
export const DEFAULT_DISCLOSURE =
  "I agree to get recurring automated marketing texts from {{ shop.name }} at this number, such " +
  "as cart reminders. Consent is not a condition of purchase. Msg frequency varies. Msg & data " +
  "rates may apply. Reply STOP to opt out, HELP for help.";

/** What carriers and the TCPA require in a disclosure. Source: 47 CFR 64.1200(f)(9); CTIA Messaging Principles, 5.1. */
const parts = [
  {
    part: "shop_name",
    says: (text: string, name: string) =>
      text.includes("{{ shop.name }}") || text.toLowerCase().includes(name.toLowerCase()),
  },
  {
    part: "automated_marketing",
    says: (text: string) =>
      /\b(recurring|automated|automatic|autodial)\w*/i.test(text) &&
      /\b(marketing|promotion\w*|offers?|reminders?)\b/i.test(text),
  },
  { part: "not_a_condition", says: (text: string) => /\bnot\b[^.]{0,30}\b(condition|required)\b/i.test(text) },
  {
    part: "frequency",
    says: (text: string) => /\bfrequency\b|\b(msgs?|messages?|texts?)\s*(\/|per|a)\s*(day|week|month)\b/i.test(text),
  },
  { part: "rates", says: (text: string) => /\brates?\b/i.test(text) },
  { part: "stop", says: (text: string) => /\bSTOP\b/.test(text) },
  { part: "help", says: (text: string) => /\bHELP\b/.test(text) },
] as const;

export type DisclosurePart = (typeof parts)[number]["part"];
export const disclosureParts: readonly DisclosurePart[] = parts.map(({ part }) => part);

/** The required parts that a disclosure lacks. */
export const missingParts = (text: string, shopName: string): DisclosurePart[] =>
  parts.filter(({ says }) => !says(text, shopName)).map(({ part }) => part);

/** The migration of subscribers uses the same words. */
const CART_WORDS = /(?<![\p{L}])(carts?|baskets?|warenkorb|panier|carrito|carrello)(?![\p{L}])/iu;

/** Whether the wording of an opt-in names cart reminders. Null wording names nothing. */
export const namesCartReminders = (words: string | null): boolean => words !== null && CART_WORDS.test(words);

/** Fills in the shop's name. */
export const filledDisclosure = (text: string, shopName: string): string =>
  text.replaceAll("{{ shop.name }}", shopName);

/** The wording of an opt-in, and the version that its proof cites. */
export interface Wording {
  words: string;
  wordsVersion: string;
}

/**
 * The wording under which the store collects opt-ins: the consent text that the merchant has confirmed; null before
 * that, because nothing then says what the customers read.
 */
export const storeWordingOf = (
  disclosure: { text: string; version: string } | null,
  shopName: string,
): Wording | null =>
  disclosure && { words: filledDisclosure(disclosure.text, shopName), wordsVersion: disclosure.version };

/** The version of a changed disclosure: its date, plus a letter for a second change on the same day. */
export function nextDisclosureVersion(previous: string | null, today: string): string {
  if (!previous?.startsWith(today)) return today;
  const letter = previous.slice(today.length);
  return `${today}${letter === "" ? "b" : String.fromCharCode(letter.charCodeAt(0) + 1)}`;
}
