import type { MessageStatus } from "../statuses.ts";

/** Maps Twilio's message statuses. "sent" means that Twilio has the text. */
const statuses = new Map<string, MessageStatus>(
  Object.entries({
    accepted: "sent",
    scheduled: "sent",
    queued: "sent",
    sending: "sent",
    sent: "sent",
    delivered: "delivered",
    read: "delivered",
    undelivered: "undelivered",
    failed: "failed",
    canceled: "failed",
  }),
);

const rank: Record<MessageStatus, number> = {
  pending: 0,
  sending: 1,
  unknown: 1,
  sent: 2,
  undelivered: 3,
  failed: 3,
  delivered: 4,
  received: 4,
};

/** @returns null for an unknown status */
export const readProviderStatus = (word: string): MessageStatus | null => statuses.get(word) ?? null;

/** Status callbacks arrive late, twice and out of order, so a status only moves forward. */
export const movesForward = (from: MessageStatus, to: MessageStatus): boolean => rank[to] > rank[from];
