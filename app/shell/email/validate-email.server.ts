import type { OutwardFailure } from "#core/sending/outward-failure.ts";

/** An e-mail to one person. */
export interface Email {
  /** Id of the message row; the e-mail's Message-ID contains it, so that receivers can detect duplicates. */
  messageId: string;
  to: string;
  /** Sender name; the installation owns the address. */
  from: string;
  /** Reply-To address, such as the shop's. */
  replyTo?: string | undefined;
  subject: string;
  text: string;
  /** Defaults to the text as HTML. */
  html?: string | undefined;
  /** One-click unsubscribe URL (RFC 8058). */
  listUnsubscribe?: string | undefined;
}

/** One bare address, without characters that could break a header or add a recipient. */
const ADDRESS = /^[^\s@<>()[\]\\,;:"\p{Cc}]+@[^\s@<>()[\]\\,;:"\p{Cc}]+$/u;
const CONTROL = /\p{Cc}/u;
const MAX_ADDRESS_LENGTH = 254;

const isAddress = (text: string) => text.length <= MAX_ADDRESS_LENGTH && ADDRESS.test(text);
const isLink = (text: string) => /^https?:$/.test(URL.parse(text)?.protocol ?? "") && !/[\s<>\p{Cc}]/u.test(text);

/** Validates an e-mail; null if it may be sent. */
export function validateEmail({ to, from, replyTo, subject, text, listUnsubscribe }: Email): OutwardFailure | null {
  const refuse = (code: string, detail: string): OutwardFailure => ({ kind: "refused", code, detail });
  if (!isAddress(to))
    return refuse("invalid_address", "the customer's e-mail address is not one that can be written to");
  if (replyTo !== undefined && !isAddress(replyTo))
    return refuse("invalid_address", "the address for answers is not an e-mail address");
  if (CONTROL.test(subject))
    return refuse("invalid_subject", "the subject holds a line break or another control character");
  if (CONTROL.test(from))
    return refuse("invalid_sender", "the sender's name holds a line break or another control character");
  if (listUnsubscribe !== undefined && !isLink(listUnsubscribe))
    return refuse("invalid_link", "the link to unsubscribe is no web address");
  if (text.trim() === "") return refuse("message_empty", "the e-mail has no text");
  return null;
}
