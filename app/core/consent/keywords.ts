import { Temporal, type Instant } from "../time/time.ts";

/** Version of the keyword and phrase lists; consent events cite it. */
export const KEYWORDS_VERSION = "us-fcc-2025-04@4";

type Keyword = "stop" | "start" | "help";

// 47 CFR 64.1200(a)(10), plus the carriers' keywords.
const keywords: Record<Keyword, readonly string[]> = {
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
  Object.entries(keywords).flatMap(([keyword, list]) => list.map((word) => [word, keyword as Keyword] as const)),
);

/** The keywords that opt out when a reply consists of nothing else, in any case and punctuation. */
export const stopWords: readonly string[] = keywords.stop;

/** @returns the keyword that makes up the reply, in any case and punctuation; null for any other text */
export function readKeyword(reply: string): Keyword | null {
  const trimmed = reply
    .normalize("NFC")
    .toLowerCase()
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "")
    .replace(/\s+/g, " ");
  return byWord.get(trimmed) ?? null;
}

const confirmations: Record<Keyword | "yes", (shop: string) => string> = {
  stop: (shop) => `${shop}: you are unsubscribed and will get no more texts. Reply START to resume.`,
  start: (shop) => `${shop}: you will get texts again. Reply STOP to unsubscribe, HELP for help.`,
  help: (shop) =>
    `${shop}: texts about your orders and offers. Reply STOP to unsubscribe. Message and data rates may apply.`,
  yes: (shop) =>
    `${shop}: you are subscribed to our texts. Reply STOP to unsubscribe, HELP for help. Message ` +
    "and data rates may apply.",
};

/** The reply to a keyword, or to the yes of a double opt-in: one confirmation without marketing. */
export const keywordReplyOf = (keyword: Keyword | "yes", shop: string): string => confirmations[keyword](shop);

const MAX_CONFIRM_MINUTES = 5;

/**
 * Whether an opt-out may still be confirmed. After five minutes a confirmation is not allowed (47 CFR 64.1200(a)(12)).
 */
export const mayConfirm = (receivedAt: Instant, now: Instant): boolean =>
  Temporal.Instant.compare(now, receivedAt.add({ minutes: MAX_CONFIRM_MINUTES })) <= 0;
