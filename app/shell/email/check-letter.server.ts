import type { OutwardFailure } from "#core/sending/outward-failure.ts";

/** An e-mail to one person. */
export interface Letter {
  /** Of the message's row; the e-mail's Message-ID is made of it, so that a repetition can be told. */
  messageId: string;
  to: string;
  /** The name that the recipient sees; the address behind it is the installation's own. */
  from: string;
  /** Where answers go, such as the shop's own address. */
  replyTo?: string | undefined;
  subject: string;
  text: string;
  /** Made from the text where it is not given. */
  html?: string | undefined;
  /** Address of the one-click way out; mail programs show it as a button. */
  listUnsubscribe?: string | undefined;
}

/** One bare address: nothing that a header could be broken or a second recipient be made with. */
const ADDRESS = /^[^\s@<>()[\]\\,;:"\p{Cc}]+@[^\s@<>()[\]\\,;:"\p{Cc}]+$/u;
const CONTROL = /\p{Cc}/u;
const LONGEST_ADDRESS = 254;

const isAddress = (text: string) => text.length <= LONGEST_ADDRESS && ADDRESS.test(text);
const isLink = (text: string) => /^https?:$/.test(URL.parse(text)?.protocol ?? "") && !/[\s<>\p{Cc}]/u.test(text);

/** What is wrong with a letter; null when it may be sent. */
export function checkLetter({ to, from, replyTo, subject, text, listUnsubscribe }: Letter): OutwardFailure | null {
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
