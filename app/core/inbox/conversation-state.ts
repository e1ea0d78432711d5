import type { Instant } from "../time/time.ts";

/** What a shop's staff must still do in a conversation. */
export interface ConversationState {
  /** Inbound texts since it was last read. */
  unread: number;
  /** Null while it is open. */
  closedAt: Instant | null;
}

/** A change by staff, or a reply of the customer: one that staff must read, or one that was handled at once. */
export type ConversationChange = "read" | "unread" | "close" | "reopen" | "reply" | "handled_reply";

/**
 * The state after a change. A closed conversation has no unread texts: closing marks it as read, and what staff must read
 * opens it again. A reply that was handled at once, such as STOP, leaves it closed.
 */
export function changeConversationState(
  { unread, closedAt }: ConversationState,
  change: ConversationChange,
  now: Instant,
): ConversationState {
  switch (change) {
    case "read":
      return { unread: 0, closedAt };
    case "unread":
      return { unread: Math.max(unread, 1), closedAt: null };
    case "close":
      return { unread: 0, closedAt: closedAt ?? now };
    case "reopen":
      return { unread, closedAt: null };
    case "reply":
      return { unread: unread + 1, closedAt: null };
    case "handled_reply":
      return { unread, closedAt };
  }
}
