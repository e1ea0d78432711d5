import { randomUUID } from "node:crypto";
import type { Arrival, MailServer } from "./server.ts";

const KEPT = 200;

/** One email in the shared mailbox of all customers. */
export interface Mail {
  id: string;
  /** ISO instant of the sandbox's clock. */
  at: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
  /** Unsanitised: show it only in a sandboxed frame. */
  html: string | null;
  messageId: string | null;
  headers: { name: string; value: string }[];
}

export interface Mailbox {
  /** Oldest first. */
  mails: () => readonly Mail[];
}

const readMail = ({ from, recipients, subject, text, html, messageId, headers }: Arrival, at: string): Mail => ({
  id: randomUUID(),
  at,
  from: from?.name ? `${from.name} <${from.address ?? ""}>` : (from?.address ?? ""),
  to: recipients,
  subject: subject ?? "",
  text: text?.trim() ?? "",
  html: html ?? null,
  messageId: messageId ?? null,
  headers: headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
});

/** Stores the emails that a server receives. */
export function openMailbox({
  server,
  now,
  onMail,
  restore = [],
}: {
  server: MailServer;
  now: () => string;
  onMail: () => void;
  restore?: Mail[] | undefined;
}): Mailbox {
  const mails = [...restore];
  server.onArrival((arrival) => {
    mails.push(readMail(arrival, now()));
    mails.splice(0, mails.length - KEPT);
    onMail();
  });
  return { mails: () => mails };
}
