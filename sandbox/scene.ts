import type { Catcher } from "./hooks/catcher.ts";
import type { Mailbox } from "./mailbox/mailbox.ts";
import type { TokenState } from "./shopify/tokens.ts";
import type { StoreEvent } from "./store/events.ts";
import type { StoreState } from "./store/state.ts";
import type { Twilio } from "./twilio/twilio.ts";
import type { PostOffice } from "./webhooks/post-office.ts";
import type { WorldOptions } from "./world-options.ts";

/** The running world, as its parts see it. */
export interface Scene {
  options: WorldOptions;
  store: StoreState;
  tokens: TokenState;
  twilio: Twilio;
  postOffice: PostOffice;
  mailbox: Mailbox;
  catcher: Catcher;
  /** The sandbox's time as an ISO 8601 instant. */
  now: () => string;
  /** Sends the webhooks of one click. */
  tell: (events: readonly StoreEvent[]) => Promise<unknown>;
  /**
   * One click after the other: does the work, then waits until the app and Twilio have settled, so that the answer
   * shows the consequences.
   */
  turn: <T>(work: () => T | Promise<T>) => Promise<T>;
  /** Something changed that the pages show. */
  changed: () => void;
  /** Grows with every change. */
  version: () => number;
  /** A click is being lived through. */
  busy: () => boolean;
}
