import type { Catcher } from "./hooks/catcher.ts";
import type { Mailbox } from "./mailbox/mailbox.ts";
import type { WorldState } from "./memory.ts";
import type { TokenState } from "./shopify/tokens.ts";
import type { StoreEvent } from "./store/events.ts";
import type { StoreState } from "./store/state.ts";
import type { Twilio } from "./twilio/twilio.ts";
import type { PostOffice } from "./webhooks/post-office.ts";
import type { WorldOptions } from "./world-options.ts";

/** The running sandbox, as its parts use it. */
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
  /** Sends the webhooks of one action. */
  send: (events: readonly StoreEvent[]) => Promise<unknown>;
  /**
   * Runs one action at a time, then waits until the app and Twilio are idle, so that the answer shows the
   * consequences.
   */
  turn: <T>(work: () => T | Promise<T>) => Promise<T>;
  /** Marks the pages' data as changed. */
  changed: () => void;
  /** What a restart needs. */
  state: () => Omit<WorldState, "form">;
  /** Increments with every change. */
  version: () => number;
  /** An action is running. */
  busy: () => boolean;
}
