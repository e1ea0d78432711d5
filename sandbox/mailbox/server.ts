import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";

const LARGEST_BYTES = 1024 * 1024;

/** A received email with its envelope recipients. */
export type Arrival = Email & { recipients: string[] };

export interface MailServer {
  /** For the app's `SMTP_URL`. */
  url: string;
  /** Sets the receiver; without one, the server answers with a temporary failure. */
  onArrival(take: (mail: Arrival) => void): void;
  close(): Promise<void>;
}

/** An SMTP server on a free loopback port that accepts all mail and relays none. */
export async function openMailServer(): Promise<MailServer> {
  let take: ((mail: Arrival) => void) | null = null;

  async function receive(stream: SMTPServerDataStream, { envelope }: SMTPServerSession): Promise<void> {
    const raw = await buffer(stream);
    if (!take) throw Object.assign(new Error("the mailbox is not open yet"), { responseCode: 451 });
    take({ ...(await PostalMime.parse(raw)), recipients: envelope.rcptTo.map(({ address }) => address) });
  }

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    size: LARGEST_BYTES,
    onData: (stream, session, answer) => void receive(stream, session).then(() => answer(), answer),
  });
  // Ignores aborted connections.
  server.on("error", () => {});
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  const { port } = listening.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    onArrival: (taker) => (take = taker),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}
