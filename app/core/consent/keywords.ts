import { Temporal, type Instant } from "../time/time.ts";

/** What a reply asks of us, by its words. Version of the word and phrase lists: consent events cite it. */
export const KEYWORDS_VERSION = "us-fcc-2025-04@4";

type Keyword = "stop" | "start" | "help";

// 47 CFR 64.1200(a)(10), and what carriers add.
const words: Record<Keyword, readonly string[]> = {
  stop: [
    "stop",
    "stopall",
    "stop all",
    "quit",
    "end",
    "revoke",
    "opt out",
    "optout",
    "opt-out",
    "cancel",
    "unsubscribe",
    "arret",
    "arrêt",
  ],
  start: ["start", "unstop"],
  help: ["help", "info"],
};
const byWord = new Map(
  Object.entries(words).flatMap(([keyword, list]) => list.map((word) => [word, keyword as Keyword] as const)),
);

/** The words that opt out at once when a reply consists of one, whatever its case and punctuation. */
export const stopWords: readonly string[] = words.stop;

/**
 * @returns the keyword that a reply consists of, in any case, with any punctuation around it; null for every other
 * text
 */
export function readKeyword(reply: string): Keyword | null {
  const bare = reply
    .normalize("NFC")
    .toLowerCase()
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "")
    .replace(/\s+/g, " ");
  return byWord.get(bare) ?? null;
}

const answers: Record<Keyword | "yes", (shop: string) => string> = {
  stop: (shop) => `${shop}: you are unsubscribed and will get no more texts. Reply START to resume.`,
  start: (shop) => `${shop}: you will get texts again. Reply STOP to unsubscribe, HELP for help.`,
  help: (shop) =>
    `${shop}: texts about your orders and offers. Reply STOP to unsubscribe. Message and data rates may apply.`,
  yes: (shop) =>
    `${shop}: you are subscribed to our texts. Reply STOP to unsubscribe, HELP for help. Message ` +
    "and data rates may apply.",
};

/**
 * What a keyword, or the yes of a double opt-in, is answered with: one confirmation, without a word of marketing in
 * it.
 */
export const keywordReplyOf = (keyword: Keyword | "yes", shop: string): string => answers[keyword](shop);

const CONFIRM_WITHIN_MINUTES = 5;

/**
 * Whether a stop may still be confirmed (47 CFR 64.1200(a)(12)): later than five minutes after it, the confirmation
 * would be one text too many.
 */
export const mayConfirm = (heardAt: Instant, now: Instant): boolean =>
  Temporal.Instant.compare(now, heardAt.add({ minutes: CONFIRM_WITHIN_MINUTES })) <= 0;
