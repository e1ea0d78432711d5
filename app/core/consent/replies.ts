import { KEYWORDS_VERSION, readKeyword } from "./keywords.ts";
import { readText, withoutCourtesy, type ReplyText } from "./reply-text.ts";
import { stopPhrases, type StopPhrase } from "./stop-phrases.ts";
import { unclearPhrases } from "./unclear-phrases.ts";

export interface Reply {
  means: "stop" | "start" | "help" | "yes" | "ambiguous" | "other";
  /** The matched text after normalisation; null when nothing matched. */
  matched: string | null;
  /** The list, version and row that decided. */
  rule: string;
}

/** A yes in the languages of the opt-in request. Counts only while a double opt-in is pending. */
const YES = new Set(["yes", "y", "yes please", "yes i agree", "oui", "si", "sí"]);

/** Negates the phrase after it: "don't stop texting me", "why did you stop sending". */
const NEGATION =
  /(?:^| )(?:don'?t|dont|do not|never|not|can'?t|cannot|couldn'?t|won'?t|wouldn'?t|will not|didn'?t|did|have|if|unless|ne|n'|nunca|jamais|nicht)(?: \S+){0,3} ?$/;

const replyOf = (means: Reply["means"], matched: string | null, row: string): Reply => ({
  means,
  matched,
  rule: `${KEYWORDS_VERSION}:${row}`,
});

/**
 * Classifies a reply. A keyword or a stop phrase decides at once. A possible opt-out is ambiguous, and staff decide.
 * All other replies go to the inbox.
 * @param context `pendingOptIn`: a double opt-in request awaits this number's answer
 */
export function readReply(text: string, { pendingOptIn }: { pendingOptIn: boolean }): Reply {
  const keyword = readKeyword(text);
  if (keyword) return replyOf(keyword, text.trim(), "keyword");

  const reply = readText(text);
  const bare = withoutCourtesy(reply.whole);
  const bareKeyword = readKeyword(bare);
  if (bareKeyword === "stop") return replyOf("stop", bare, "keyword");
  if (pendingOptIn && (YES.has(reply.whole) || YES.has(bare))) return replyOf("yes", reply.whole, "yes");

  for (const phrase of stopPhrases) {
    const matched = matchStopPhrase(phrase, reply, bare);
    if (matched) return replyOf("stop", matched, phrase.id);
  }
  for (const { id, where, pattern } of unclearPhrases) {
    const matched = (where === "reply" ? [reply.whole, bare] : [reply.whole])
      .map((part) => pattern.exec(part)?.[0])
      .find(Boolean);
    if (matched) return replyOf("ambiguous", matched, id);
  }
  return replyOf("other", null, "none");
}

function matchStopPhrase(
  { stems, where, pattern }: StopPhrase,
  { clauses, whole }: ReplyText,
  bare: string,
): string | null {
  if (!stems.some((stem) => whole.includes(stem))) return null;
  if (where === "reply") return pattern.exec(bare)?.[0] ?? null;
  if (where === "clause")
    return clauses.map((clause) => pattern.exec(withoutCourtesy(clause))?.[0]).find(Boolean) ?? null;
  for (const clause of clauses) {
    const found = pattern.exec(clause);
    if (found && !NEGATION.test(clause.slice(0, found.index))) return found[0];
  }
  return null;
}
