import { KEYWORDS_VERSION, readKeyword } from "./keywords.ts";
import { readText, withoutCourtesy, type ReplyText } from "./reply-text.ts";
import { stopPhrases, type StopPhrase } from "./stop-phrases.ts";
import { unclearPhrases } from "./unclear-phrases.ts";

export interface Reply {
  means: "stop" | "start" | "help" | "yes" | "ambiguous" | "other";
  /** The words that decided, as rules read them; null where none did. */
  matched: string | null;
  /** The list that decided, with its version and row. */
  rule: string;
}

/** Yes in the languages of the question; only where the question was asked. */
const YES = new Set(["yes", "y", "yes please", "yes i agree", "oui", "si", "sí"]);

/** What takes a phrase back: "don't stop texting me", "why did you stop sending". */
const DENIED =
  /(?:^| )(?:don'?t|dont|do not|never|not|can'?t|cannot|couldn'?t|won'?t|wouldn'?t|will not|didn'?t|did|have|if|unless|ne|n'|nunca|jamais|nicht)(?: \S+){0,3} ?$/;

const ruled = (means: Reply["means"], matched: string | null, row: string): Reply => ({
  means,
  matched,
  rule: `${KEYWORDS_VERSION}:${row}`,
});

/**
 * What a reply means. A keyword, or a phrase that a rule knows, decides at once; what may mean stop is ambiguous, and
 * what to do with it is the merchant's to say; all else is for the inbox.
 * @param context whether a double opt-in waits for this number's yes
 */
export function readReply(text: string, { pendingOptIn }: { pendingOptIn: boolean }): Reply {
  const keyword = readKeyword(text);
  if (keyword) return ruled(keyword, text.trim(), "keyword");

  const reply = readText(text);
  const bare = withoutCourtesy(reply.whole);
  const alone = readKeyword(bare);
  if (alone === "stop") return ruled("stop", bare, "keyword");
  if (pendingOptIn && (YES.has(reply.whole) || YES.has(bare))) return ruled("yes", reply.whole, "yes");

  for (const phrase of stopPhrases) {
    const matched = stopIn(phrase, reply, bare);
    if (matched) return ruled("stop", matched, phrase.id);
  }
  for (const { id, where, pattern } of unclearPhrases) {
    const matched = (where === "reply" ? [reply.whole, bare] : [reply.whole])
      .map((part) => pattern.exec(part)?.[0])
      .find(Boolean);
    if (matched) return ruled("ambiguous", matched, id);
  }
  return ruled("other", null, "none");
}

function stopIn({ stems, where, pattern }: StopPhrase, { clauses, whole }: ReplyText, bare: string): string | null {
  if (!stems.some((stem) => whole.includes(stem))) return null;
  if (where === "reply") return pattern.exec(bare)?.[0] ?? null;
  if (where === "clause")
    return clauses.map((clause) => pattern.exec(withoutCourtesy(clause))?.[0]).find(Boolean) ?? null;
  for (const clause of clauses) {
    const found = pattern.exec(clause);
    if (found && !DENIED.test(clause.slice(0, found.index))) return found[0];
  }
  return null;
}
