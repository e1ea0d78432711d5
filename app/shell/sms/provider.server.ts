import type { SendOutcome } from "#core/sms/outcome.ts";

export interface OutgoingText {
  /** E.164. */
  to: string;
  body: string;
  /** Where the provider reports what became of it; names the attempt, signed. */
  statusCallback: string;
}

export interface SmsProvider {
  /** One call, never repeated inside; what may be repeated, the outcome says. Does not throw. */
  send(text: OutgoingText): Promise<SendOutcome>;
}
