import type { Instant } from "../time/time.ts";

/** The cart that a text is about. */
export interface Cart {
  token: string;
  abandonedAt: Instant;
  /** When it had its reminder; null: not yet. */
  remindedAt: Instant | null;
}

export const REMIND_WITHIN_HOURS = 48;

/** Whether what a sequence is about is a cart. */
export const isCart = (subject: string): boolean => subject.startsWith("checkout:");
