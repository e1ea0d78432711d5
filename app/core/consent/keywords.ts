/** Version of the lists of keywords, words, slips and phrases; consent events cite it. */
export const KEYWORDS_VERSION = "us-fcc-2025-04@5";

export type Keyword = "stop" | "start" | "help";

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
  help: ["help", "info", "aide", "ayuda", "ajuda", "hilfe", "aiuto", "hulp"],
};
const byWord = new Map(
  Object.entries(keywords).flatMap(([keyword, list]) => list.map((word) => [word, keyword as Keyword] as const)),
);

/** The keywords that opt out when a reply consists of nothing else, in any case and punctuation. */
export const stopWords: readonly string[] = keywords.stop;

/** @returns the keyword that makes up the reply, in any case and punctuation; null for any other text */
export function readKeyword(reply: string): Keyword | null {
  const trimmed = reply
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\p{Cf}/gu, "")
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "")
    .replace(/\s+/g, " ");
  return byWord.get(trimmed) ?? null;
}
