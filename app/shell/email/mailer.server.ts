import { Readable } from "node:stream";
import { createTransport } from "nodemailer";
import type { OutwardResult } from "#core/sending/outward-failure.ts";
import { withDeadline } from "../deadline.server.ts";
import type { Env } from "../env.server.ts";
import { validateEmail, type Email } from "./validate-email.server.ts";
import { classifyMailFailure } from "./classify-mail-failure.server.ts";
import { toPlainHtml } from "./plain-html.server.ts";
import { readMailServer, type MailServer } from "./sender.server.ts";

export type { Email } from "./validate-email.server.ts";

/** `unknown`: the e-mail may have been sent, so do not retry. */
export type MailOutcome = OutwardResult | { kind: "unknown"; detail: string };

export interface Mailer {
  /** One attempt, without retries; the outcome says whether to retry. Does not throw. */
  send(letter: Email): Promise<MailOutcome>;
  /**
   * Checks login at the mail server; sends nothing.
   * @returns null, or the error; undefined without a mail server. Does not throw.
   */
  check(): Promise<string | null | undefined>;
}

const CONNECT_TIMEOUT_MS = 10_000;
const SOCKET_TIMEOUT_MS = 30_000;
/** For the whole e-mail: a server may say a word every few seconds, and never end. */
const TOTAL_TIMEOUT_MS = 60_000;

/** Creates a mailer for the server of `SMTP_URL`; without one, it refuses every e-mail. */
export function createMailer(
  env: Pick<Env, "SMTP_URL" | "SHOPIFY_APP_URL">,
  { silenceMs = SOCKET_TIMEOUT_MS, totalMs = TOTAL_TIMEOUT_MS } = {},
): Mailer {
  const server = readMailServer(env);
  if (!server)
    return {
      check: async () => undefined,
      send: async () => ({
        kind: "refused",
        code: "email_not_configured",
        detail: "no mail server is set up: set SMTP_URL and start again",
      }),
    };
  return {
    send: async (letter) => validateEmail(letter) ?? deliver(server, letter, { silenceMs, totalMs }),
    check: () => checkLogin(server),
  };
}

const openTransport = (server: MailServer, silenceMs: number) =>
  createTransport({
    url: server.url,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

async function checkLogin(server: MailServer): Promise<string | null> {
  const transport = openTransport(server, CONNECT_TIMEOUT_MS);
  try {
    await transport.verify();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    transport.close();
  }
}

async function deliver(
  server: MailServer,
  letter: Email,
  { silenceMs, totalMs }: { silenceMs: number; totalMs: number },
): Promise<MailOutcome> {
  const transport = openTransport(server, silenceMs);
  let contentRequested = false;
  // nodemailer reads the content only when the mail server has requested it.
  transport.use("stream", ({ message }, next) => {
    const write = message.createReadStream.bind(message);
    message.createReadStream = () =>
      Readable.from(
        withReadCallback(write, () => (contentRequested = true)),
        { objectMode: false },
      );
    next();
  });
  try {
    const { messageId, response } = await withDeadline(totalMs, transport.sendMail(toMail(server, letter)));
    return { kind: "done", output: { messageId, response } };
  } catch (error) {
    return classifyMailFailure(error, contentRequested);
  } finally {
    transport.close();
  }
}

async function* withReadCallback(write: () => AsyncIterable<Buffer>, onRead: () => void): AsyncGenerator<Buffer> {
  onRead();
  yield* write();
}

const toMail = (
  { from: address, domain }: MailServer,
  { messageId, to, from, replyTo, subject, text, html, listUnsubscribe }: Email,
) => ({
  messageId: `<${messageId}@${domain}>`,
  // Pass addresses as objects: nodemailer parses text as a list.
  from: { name: from, address },
  to: { name: "", address: to },
  ...(replyTo === undefined ? {} : { replyTo: { name: "", address: replyTo } }),
  subject,
  text,
  html: html ?? toPlainHtml(text),
  ...(listUnsubscribe === undefined
    ? {}
    : {
        headers: { "List-Unsubscribe": `<${listUnsubscribe}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" },
      }),
});
