import type { Instant } from "#core/time/time.ts";
import type { MovableClock } from "#shell/clock.server.ts";
import type { MailServer } from "./mailbox/server.ts";

export interface WorldOptions {
  /** Such as http://127.0.0.1:3000: the app and this world share it. */
  appUrl: string;
  /** Such as "sandbox.myshopify.com". */
  shopDomain: string;
  /** The app's credentials with Shopify: they sign webhooks and session tokens. */
  apiKey: string;
  apiSecret: string;
  twilio: { accountSid: string; authToken: string; fromNumber: string };
  /** The one that the app's `SMTP_URL` names; closed by who opened it. */
  mailServer: MailServer;
  /** Every time that this world tells comes from here. */
  clock: MovableClock;
  /** Moves the clock; the app lives through everything that comes due on the way. */
  advance(to: Instant): Promise<void>;
  /** Resolves when the app has finished all work that is due. */
  idle(): Promise<void>;
  /**
   * Ends this world and the app's data with it, and opens another as on a first day; without `start` as the sandbox
   * was asked to begin.
   */
  startOver(start?: "furnished" | "empty"): Promise<void>;
  /** Where the world keeps its state over restarts; null keeps it in memory only. */
  stateFile: string | null;
}
