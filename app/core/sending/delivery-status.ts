import type { MessageStatus } from "../statuses.ts";

/** Twilio's words for the life of a text, in ours. "sent" means: the provider has it. */
const ofProvider = new Map<string, MessageStatus>(
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

/** @returns null for a word that the provider does not use */
export const readProviderStatus = (word: string): MessageStatus | null => ofProvider.get(word) ?? null;

/** Reports come late, twice and out of order: a message's status only moves forward. */
export const movesForward = (from: MessageStatus, to: MessageStatus): boolean => rank[to] > rank[from];
