import type { Instant } from "../time/time.ts";

/** The abandoned cart that a text is about. */
export interface Cart {
  token: string;
  abandonedAt: Instant;
  /** Null while the cart has had no reminder. */
  remindedAt: Instant | null;
}

export const REMIND_WITHIN_HOURS = 48;

/** Whether a sequence's subject is a cart. */
export const isCart = (subject: string): boolean => subject.startsWith("checkout:");
