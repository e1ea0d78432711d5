import { KEYWORDS_VERSION, readKeyword } from "./keywords.ts";
import { ownWordsOf } from "./own-words.ts";
import { readText, withoutCourtesy, type ReplyText } from "./reply-text.ts";
import { stopPhrases } from "./stop-phrases/all.ts";
import type { StopPhrase } from "./stop-phrases/stop-phrase.ts";
import { isStopSign, stopWordMistyped } from "./stop-slips.ts";
import { isHeldWord, languageOfStopWord, stopWordWithin } from "./stop-words.ts";
import { unclearPhrases } from "./unclear-phrases.ts";

export interface Reply {
  means: "stop" | "start" | "help" | "yes" | "ambiguous" | "other";
  /** The matched text after normalisation; null when nothing matched. */
  matched: string | null;
  /** The list, version and row that decided. */
  rule: string;
  /** The reply without reactions and quotations; blank if it is nothing else. */
  ownWords: string;
}

interface ReplyContext {
  /** A double opt-in request awaits this number's answer. */
  pendingOptIn: boolean;
  /** The last texts to this number, which the reply may quote. */
  recentTexts?: readonly string[];
}

/** What decided a reply: the row of a list. */
type Reading = Pick<Reply, "means" | "matched"> & { row: string };

/** A yes in the languages of the opt-in request. Counts only while a double opt-in is pending. */
const YES = new Set(["yes", "y", "yes please", "yes i agree", "oui", "si", "sí"]);

/** Negates the phrase after it: "don't stop texting me", "why did you stop sending". */
const NEGATION =
  /(?:^| )(?:don'?t|dont|do not|never|not|can'?t|cannot|couldn'?t|won'?t|wouldn'?t|will not|didn'?t|did|have|if|unless|ne|n'|nunca|jamais|nicht|nie|inte|ikke)(?: \S+){0,3} ?$/;

/** Delight: beside it, a lone "stop" may be play: "Stop, I love it!" */
const DELIGHT =
  /\b(?:love|loving|adorable|gorgeous|amazing|awesome|obsessed|stunning|so (?:cute|good|pretty|beautiful|funny)|too (?:cute|good|funny)|hilarious|perfect|haha\w*|lmao|best)\b/;

/** A text of a phone has at most 1,600 characters. */
const MAX_LENGTH = 4_000;

/**
 * Classifies a reply by what the customer wrote, and not by what it quotes. A keyword or a stop phrase decides at once.
 * A possible opt-out is ambiguous, and staff decide. All other replies go to the inbox.
 */
export function readReply(reply: string, { pendingOptIn, recentTexts = [] }: ReplyContext): Reply {
  const replyOf = ({ means, matched, row }: Reading, ownWords: string): Reply => ({
    means,
    matched,
    rule: `${KEYWORDS_VERSION}:${row}`,
    ownWords,
  });
  const text = reply.slice(0, MAX_LENGTH);
  const keyword = readKeyword(text);
  if (keyword) return replyOf({ means: keyword, matched: text.trim(), row: "keyword" }, text);
  const own = ownWordsOf(text, recentTexts);
  const quotes = own.took !== "nothing" && !/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(own.text);
  const reading: Reading = quotes
    ? { means: "other", matched: null, row: own.took }
    : readOwnWords(own.text, pendingOptIn);
  if (reading.means === "other" && own.doubtful)
    return replyOf({ means: "ambiguous", matched: text.trim(), row: "quoted-stop" }, text);
  return replyOf(reading, quotes ? "" : own.text);
}

function readOwnWords(text: string, pendingOptIn: boolean): Reading {
  const keyword = readKeyword(text);
  if (keyword) return { means: keyword, matched: text.trim(), row: "keyword" };
  const reply = readText(text);
  const bare = withoutCourtesy(reply.whole);
  if (pendingOptIn && (YES.has(reply.whole) || YES.has(bare)))
    return { means: "yes", matched: reply.whole, row: "yes" };
  return readStop(text, reply, bare) ?? readDoubt(text, reply, bare) ?? { means: "other", matched: null, row: "none" };
}

function readStop(text: string, reply: ReplyText, bare: string): Reading | null {
  const stop = (matched: string, row: string): Reading => ({ means: "stop", matched, row });
  if (readKeyword(bare) === "stop") return stop(bare, "keyword");
  const language = languageOfStopWord(bare, text);
  if (language) return stop(bare, `word-${language}`);
  const mistyped = stopWordMistyped(text) ?? stopWordMistyped(bare);
  if (mistyped) return stop(mistyped, "mistyped");
  for (const phrase of stopPhrases) {
    const matched = matchStopPhrase(phrase, reply, bare);
    if (matched) return stop(matched, phrase.id);
  }
  return null;
}

function readDoubt(text: string, reply: ReplyText, bare: string): Reading | null {
  const doubt = (matched: string, row: string): Reading => ({ means: "ambiguous", matched, row });
  if (isHeldWord(bare)) return doubt(bare, "a-word-of-its-own");
  if (isStopSign(text)) return doubt(text.trim(), "a-sign");
  for (const { id, where, pattern } of unclearPhrases) {
    const matched = (where === "reply" ? [reply.whole, bare] : [reply.whole])
      .map((part) => pattern.exec(part)?.[0])
      .find(Boolean);
    if (matched) return doubt(matched, id);
  }
  const abroad = stopWordWithin(reply.whole);
  return abroad ? doubt(abroad, "a-stop-word-abroad") : null;
}

function matchStopPhrase(
  { stems, where, pattern }: StopPhrase,
  { clauses, whole }: ReplyText,
  bare: string,
): string | null {
  if (!stems.some((stem) => whole.includes(stem))) return null;
  if (where === "reply") return pattern.exec(bare)?.[0] ?? null;
  if (where === "clause")
    return DELIGHT.test(whole)
      ? null
      : (clauses.map((clause) => pattern.exec(withoutCourtesy(clause))?.[0]).find(Boolean) ?? null);
  for (const clause of clauses) {
    const found = pattern.exec(clause);
    if (found && !NEGATION.test(clause.slice(0, found.index))) return found[0];
  }
  return null;
}
