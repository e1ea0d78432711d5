import type { ProviderMessage } from "#core/sending/match-provider-messages.ts";
import type { SendOutcome } from "#core/sending/outcome.ts";
import type { Instant } from "#core/time/time.ts";

export interface OutgoingText {
  /** E.164. */
  to: string;
  body: string;
  /** Where the provider reports what became of it; names the attempt, signed. */
  statusCallback: string;
}

/** Which texts are looked for. */
export interface MessageSearch {
  /** E.164. */
  to: string;
  /** Written down at the provider at this time or later. */
  since: Instant;
}

/**
 * answered: these are all that there are. silent: the provider did not tell, or not all, so nothing follows from what
 * is missing.
 */
export type MessageSearchAnswer = { kind: "answered"; texts: ProviderMessage[] } | { kind: "silent"; detail: string };

export interface SmsProvider {
  /** One call, never repeated inside; what may be repeated, the outcome says. Does not throw. */
  send(text: OutgoingText): Promise<SendOutcome>;
  /** Asks what the provider has on record, in or out. Does not throw. */
  find(search: MessageSearch): Promise<MessageSearchAnswer>;
  /** Whether it answers and would send: null, or what is wrong. Sends nothing. Does not throw. */
  check(): Promise<string | null>;
}
