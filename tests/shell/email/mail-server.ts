import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

/** A mail server on loopback that keeps what it takes. */
export async function mailServer(options: SMTPServerOptions = {}) {
  const mails: (Email & { raw: string; recipients: string[] })[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, session, callback) => {
      void buffer(stream).then(async (raw) => {
        mails.push({
          ...(await PostalMime.parse(raw)),
          raw: raw.toString("utf8"),
          recipients: session.envelope.rcptTo.map(({ address }) => address),
        });
        callback();
      });
    },
    ...options,
  });
  // What a client does to the connection is the client's test to judge.
  server.on("error", () => {});
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  return {
    url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    mails,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
      }),
  };
}

export const refusal = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });
