import type { ProviderMessage } from "#core/sending/match-provider-messages.ts";
import type { SendOutcome } from "#core/sending/outcome.ts";
import type { Instant } from "#core/time/time.ts";

export interface OutgoingText {
  /** E.164. */
  to: string;
  body: string;
  /** Addresses of a picture or a contact card, which make it an MMS. */
  mediaUrls?: readonly string[];
  /** Status callback URL; contains the signed attempt id. Absent for a text that nothing waits for. */
  statusCallback?: string;
}

/** Filter of the provider's messages. */
export interface MessageSearch {
  /** E.164. */
  to: string;
  /** Created at the provider at or after this time. */
  since: Instant;
}

/**
 * `answered`: the complete list. `silent`: the provider did not return the complete list, so a missing text proves
 * nothing.
 */
export type MessageSearchAnswer = { kind: "answered"; texts: ProviderMessage[] } | { kind: "silent"; detail: string };

/** The content of a file of an inbound text. */
export type MediaAnswer =
  | { kind: "media"; contentType: string; bytes: Uint8Array }
  /** The provider no longer has it. */
  | { kind: "gone" }
  | { kind: "too_large" }
  /** The address is none of the provider's, or leads elsewhere. */
  | { kind: "refused"; detail: string }
  | { kind: "unavailable"; detail: string };

export interface SmsProvider {
  /** One attempt, without retries; the outcome says whether to retry. Does not throw. */
  send(text: OutgoingText): Promise<SendOutcome>;
  /** Lists the provider's messages, in or out. Does not throw. */
  find(search: MessageSearch): Promise<MessageSearchAnswer>;
  /** Lists all messages of the account since an instant, in and out, newest first. Does not throw. */
  list(since: Instant): Promise<MessageSearchAnswer>;
  /** Reads a file of an inbound text, of at most 5 MB, from the provider's address. Does not throw. */
  readMedia(url: string): Promise<MediaAnswer>;
  /**
   * Checks that the provider would send; sends nothing.
   * @returns null, or the error. Does not throw.
   */
  check(): Promise<string | null>;
}
