/** The inbox filters: all conversations, those with unread texts, and those with a possible opt-out to review. */
export const inboxTabs = ["all", "unread", "held"] as const;
export type InboxTab = (typeof inboxTabs)[number];
