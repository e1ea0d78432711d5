/** What the listed conversations have in common. A closed conversation is never unread. */
export type ConversationCondition = "open" | "closed" | "mine" | "unassigned" | "unread" | "held";

/**
 * The inbox filters, each with its conditions. A reply that may mean STOP needs its review whether or not the
 * conversation is closed.
 */
export const tabConditions = {
  open: ["open"],
  unread: ["unread"],
  mine: ["open", "mine"],
  unassigned: ["open", "unassigned"],
  held: ["held"],
  closed: ["closed"],
} as const satisfies Record<string, readonly ConversationCondition[]>;
export type InboxTab = keyof typeof tabConditions;
export const inboxTabs = Object.keys(tabConditions) as [InboxTab, ...InboxTab[]];

/** The tabs that count work. */
export const countedTabs = ["open", "unread", "mine", "unassigned", "held"] as const satisfies readonly InboxTab[];
export type InboxCounts = Record<(typeof countedTabs)[number], number>;
