/**
 * A phrase that opts out, besides the words of stop-words.ts. Source: 47 CFR 64.1200(a)(10), in force since 2025-04-11:
 * any reasonable means revokes consent. KEYWORDS_VERSION covers these tables; raise it with every change.
 */
export interface StopPhrase {
  /** The name that logs and consent events cite. */
  id: string;
  /** ISO 639 code. */
  language: string;
  /** Cheap prefilter: a text without any of these substrings cannot match the pattern. */
  stems: readonly string[];
  /**
   * reply: the whole reply without courtesy words; clause: one clause without courtesy words; within: anywhere in a
   * clause that does not negate it.
   */
  where: "reply" | "clause" | "within";
  /** Matches lower-case text without accents (see reply-text.ts). */
  pattern: RegExp;
}

/** One pattern of several with the same flags: it matches what any of them matches. */
export const anyOf = (...patterns: readonly [RegExp, ...RegExp[]]): RegExp =>
  new RegExp(patterns.map(({ source }) => source).join("|"), patterns[0].flags);
