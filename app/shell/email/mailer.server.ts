import { Readable } from "node:stream";
import { createTransport } from "nodemailer";
import type { OutwardResult } from "#core/sending/outward-failure.ts";
import type { Env } from "../env.server.ts";
import { checkLetter, type Letter } from "./check-letter.server.ts";
import { classifyMailFailure } from "./classify-mail-failure.server.ts";
import { toPlainHtml } from "./plain-html.server.ts";
import { readMailServer, type MailServer } from "./sender.server.ts";

export type { Letter } from "./check-letter.server.ts";

/** `unknown`: it may have gone out, and must not be sent again. */
export type MailOutcome = OutwardResult | { kind: "unknown"; detail: string };

export interface Mailer {
  /** One try, never repeated inside; what may be repeated, the outcome says. Does not throw. */
  send(letter: Letter): Promise<MailOutcome>;
  /**
   * Whether the mail server lets us in: null, or what is wrong; undefined where none is set up. Sends nothing. Does
   * not throw.
   */
  check(): Promise<string | null | undefined>;
}

const CONNECT_WITHIN_MS = 10_000;
const SILENCE_MS = 30_000;

/** Sends e-mail through the mail server of `SMTP_URL`; without one every letter is refused, with the remedy. */
export function createMailer(env: Pick<Env, "SMTP_URL" | "SHOPIFY_APP_URL">, { silenceMs = SILENCE_MS } = {}): Mailer {
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
    send: async (letter) => checkLetter(letter) ?? deliver(server, letter, silenceMs),
    check: () => greet(server),
  };
}

const open = (server: MailServer, silenceMs: number) =>
  createTransport({
    url: server.url,
    connectionTimeout: CONNECT_WITHIN_MS,
    greetingTimeout: CONNECT_WITHIN_MS,
    socketTimeout: silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

async function greet(server: MailServer): Promise<string | null> {
  const transport = open(server, CONNECT_WITHIN_MS);
  try {
    await transport.verify();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    transport.close();
  }
}

async function deliver(server: MailServer, letter: Letter, silenceMs: number): Promise<MailOutcome> {
  const transport = open(server, silenceMs);
  let begun = false;
  // The content is first read when the mail server has asked for it.
  transport.use("stream", ({ message }, next) => {
    const write = message.createReadStream.bind(message);
    message.createReadStream = () =>
      Readable.from(
        noticed(write, () => (begun = true)),
        { objectMode: false },
      );
    next();
  });
  try {
    const { messageId, response } = await transport.sendMail(toMail(server, letter));
    return { kind: "done", output: { messageId, response } };
  } catch (error) {
    return classifyMailFailure(error, begun);
  }
}

async function* noticed(write: () => AsyncIterable<Buffer>, onRead: () => void): AsyncGenerator<Buffer> {
  onRead();
  yield* write();
}

const toMail = (
  { from: address, domain }: MailServer,
  { messageId, to, from, replyTo, subject, text, html, listUnsubscribe }: Letter,
) => ({
  messageId: `<${messageId}@${domain}>`,
  // As objects, addresses are taken whole; text would be parsed as a list.
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
