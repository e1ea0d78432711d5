import type { Instant } from "#core/time/time.ts";
import type { MovableClock } from "#shell/clock.server.ts";
import type { MailServer } from "./mailbox/server.ts";

/**
 * How a new sandbox begins: `history` with about 90 days behind it, `furnished` with the app installed and some
 * automations on, `empty` before the first visit to the app.
 */
export const starts = ["history", "furnished", "empty"] as const;
export type Start = (typeof starts)[number];

export interface WorldOptions {
  /** Such as http://127.0.0.1:3000: the app and the sandbox share it. */
  appUrl: string;
  /** Such as "sandbox.myshopify.com". */
  shopDomain: string;
  /** The app's Shopify credentials: they sign webhooks and session tokens. */
  apiKey: string;
  apiSecret: string;
  twilio: { accountSid: string; authToken: string; fromNumber: string };
  /** The server of the app's `SMTP_URL`; its creator closes it. */
  mailServer: MailServer;
  /** The status callbacks of Twilio: of every status, the default, or of a text's last one. */
  reports?: "every" | "last";
  /** The only source of time. */
  clock: MovableClock;
  /** Moves the clock; the app runs everything that comes due on the way. */
  advance(to: Instant): Promise<void>;
  /** Resolves once the app has finished all due work. */
  idle(): Promise<void>;
  /**
   * Ends this world, deletes the app's data, and opens a new world. Without `start` the new world begins as
   * SANDBOX_START says.
   */
  startOver(start?: Start): Promise<void>;
  /** How long a bulk operation of the Admin API takes, in milliseconds. */
  bulkTakes?: number;
  /** A new store has traded for 60 days already. */
  hasTraded?: boolean;
  /** The file of the state that survives restarts; null keeps it in memory only. */
  stateFile: string | null;
}
