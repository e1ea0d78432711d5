/**
 * Conversations that are shown: all, those with texts that nobody has read, those with a reply that may have meant
 * stop.
 */
export const inboxTabs = ["all", "unread", "held"] as const;
export type InboxTab = (typeof inboxTabs)[number];
