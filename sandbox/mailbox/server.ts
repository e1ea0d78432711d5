import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";

const LARGEST_BYTES = 1024 * 1024;

/** A mail as it came in, and to whom it was really handed over. */
export type Arrival = Email & { recipients: string[] };

export interface MailServer {
  /** For the app's `SMTP_URL`. */
  url: string;
  /** Who takes the mails; until somebody does, they are turned away for the moment. */
  onArrival(take: (mail: Arrival) => void): void;
  close(): Promise<void>;
}

/** A mail server on a free port of loopback that takes everything and passes nothing on. */
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
  // A client that breaks off is no trouble of the sandbox's.
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
