/** What a reply asks of us, by its words. Version of the word lists: consent events cite it. */
export const KEYWORDS_VERSION = "us-fcc-2025-04@1";

type Keyword = "stop" | "start" | "help";

// 47 CFR 64.1200(a)(10), and what carriers add.
const words: Record<Keyword, readonly string[]> = {
  stop: ["stop", "stopall", "stop all", "quit", "end", "revoke", "opt out", "optout", "opt-out", "cancel", "unsubscribe", "arret", "arrêt"],
  start: ["start", "unstop"],
  help: ["help", "info"],
};
const byWord = new Map(Object.entries(words).flatMap(([keyword, list]) => list.map((word) => [word, keyword as Keyword] as const)));

/** @returns the keyword that a reply consists of, in any case, with any punctuation around it; null for every other text */
export function readKeyword(reply: string): Keyword | null {
  const bare = reply
    .normalize("NFC")
    .toLowerCase()
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "")
    .replace(/\s+/g, " ");
  return byWord.get(bare) ?? null;
}

const answers: Record<Keyword, (shop: string) => string> = {
  stop: (shop) => `${shop}: you are unsubscribed and will get no more texts. Reply START to resume.`,
  start: (shop) => `${shop}: you will get texts again. Reply STOP to unsubscribe, HELP for help.`,
  help: (shop) => `${shop}: texts about your orders and offers. Reply STOP to unsubscribe. Message and data rates may apply.`,
};

/** What a keyword is answered with: one confirmation, without a word of marketing in it. */
export const answerTo = (keyword: Keyword, shop: string): string => answers[keyword](shop);
