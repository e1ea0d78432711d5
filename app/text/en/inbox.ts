import type { OrderState } from "#core/customers/order-summary.ts";
import type { InboxTab } from "#core/inbox/inbox-tabs.ts";
import type { ConsentState } from "#core/statuses.ts";
import { showCount, showNumber } from "../number.ts";

/** Two-way conversations. */
export const inbox = {
  title: "Inbox",
  list: "Conversations",
  thread: (who: string) => `Conversation with ${who}`,
  tabs: {
    open: "All open",
    unread: "Unread",
    mine: "Mine",
    unassigned: "Unassigned",
    held: "Needs review",
    closed: "Closed",
  } satisfies Record<InboxTab, string>,
  /** The number of conversations of a tab that counts no further. */
  manyConversations: "999+",
  search: "Search by name or number",
  unread: (count: number) => showCount(count, "unread text", "unread texts"),
  needsDecision: "Needs review",
  answered: "You:",
  back: "All conversations",
  chooseTitle: "Choose a conversation",
  chooseBody: "It opens here, with everything that was said, by your team and by your automations.",
  empty: {
    open: {
      title: "No open conversations",
      body: "When customers answer your texts, or write to your number, you read and answer them here.",
    },
    unread: { title: "Everything is read", body: "New texts from customers appear here." },
    mine: { title: "Nothing is assigned to you", body: "Open a conversation and assign it to yourself." },
    unassigned: { title: "Everything is assigned", body: "Conversations that nobody has taken yet appear here." },
    held: {
      title: "Nothing to review",
      body: "When a reply may have meant stop, marketing to that customer waits until you review it here.",
    },
    closed: {
      title: "No closed conversations",
      body: "A conversation that you close is kept here. It opens again when the customer writes.",
    },
  } satisfies Record<InboxTab, { title: string; body: string }>,
  noMatchTitle: "No results",
  noMatchBody: "Try the beginning of the name, or of the number.",
  searchClosed: "Search closed conversations",
  showAll: "Show all open conversations",

  customer: "Customer",
  panel: {
    unknown: "No customer has this number",
    since: "Customer since",
    open: "Open the customer's page",
    createTask: "Create a task",
    lastOrders: "Last orders",
    noOrders: "No orders known",
    order: "Order",
    /** Up to three products. */
    items: (items: readonly { title: string; quantity: number }[]): string => {
      const named = items.slice(0, 3).map(({ title, quantity }) => (quantity > 1 ? `${quantity} × ${title}` : title));
      const more = items.length - named.length;
      return [...named, ...(more > 0 ? [`${showNumber(more)} more`] : [])].join(", ");
    },
    states: {
      cancelled: "Cancelled",
      refunded: "Refunded",
      fulfilled: "Fulfilled",
      partially_fulfilled: "Partially fulfilled",
      unfulfilled: "Unfulfilled",
    } satisfies Record<Exclude<OrderState, "unknown">, string>,
  },
  unassigned: "Unassigned",
  assigned: "Assignment saved",
  assignedTo: (name: string) => `Assigned to ${name}`,
  assignNamed: (name: string | null) => (name ? `Assigned to ${name}: change` : "Unassigned: assign"),
  close: "Close",
  closed: "Closed",
  closedNow: "Conversation closed",
  reopen: "Reopen",
  reopenedNow: "Conversation is open again",
  markUnread: "Mark as unread",
  markedUnread: "Marked as unread",
  earlier: "Earlier texts",
  later: "Later texts",
  theyWrote: "They wrote",
  weWrote: (who: string | null) => who ?? "Your team",
  turned: {
    unsubscribed: "Unsubscribed",
    subscribed: "Subscribed",
    pending: "Double opt-in requested",
    not_subscribed: "Opt-out undone",
  } satisfies Record<ConsentState, string>,
  answeredAtOnce: "Answered at once",
  answeredByTwilio: "Twilio answered at once",
  file: {
    alt: (name: string) => `${name} from the customer`,
    loading: (name: string) => `${name} is loading`,
    failed: (name: string) => `${name} could not be loaded`,
    download: (name: string) => `Download ${name.toLowerCase()}`,
    open: (name: string) => `Open ${name.toLowerCase()} in full size`,
  },
  test: "Test",
  automation: (name: string) => name,
  why: "Why",
  goesAt: (when: string) => `Goes out ${when}`,
  onItsWay: "Going out",
  notSent: (why: string) => `Not sent: ${why}`,

  held: {
    title: "This reply may have meant stop",
    body: "Marketing to this customer waits until you review the reply. Texts about their orders are still sent.",
    stop: "Unsubscribe",
    goOn: "Keep subscribed",
    stopTitle: "Unsubscribe this customer?",
    stopBody:
      "No text of this shop goes to this number any more, about orders neither. Their reply is kept " +
      "as proof of the opt-out. Only they can undo it, by answering START.",
    goOnTitle: "Keep this customer subscribed?",
    goOnBody:
      "Marketing continues under the consent that they gave, beginning with the texts on hold. If they " +
      "unsubscribe later, it ends at once.",
    settled: { stop: "No more texts go to this number", go_on: "Marketing continues" },
  },

  modes: { reply: "Reply", note: "Note" },
  note: "Internal note",
  noteLabel: "Note for your team",
  saveNote: "Save note",
  noteSaved: "Note saved",
  noteHelp: "Your team sees it, the customer never does.",
  answer: "Your answer",
  send: "Send",
  sending: "Sending",
  sent: "On its way",
  waits: "It goes out when their quiet hours end",
  quickReplies: "Quick replies",
  noQuickReplies: "Add quick replies in Settings",
  count: (segments: number, credits: number | null) =>
    [showCount(segments, "text", "texts"), credits === null ? null : showCount(credits, "credit", "credits")]
      .filter(Boolean)
      .join(", "),
  culprit: (character: string) => `Emoji or special character: without “${character}” more characters fit.`,
  nightNote: (when: string) => `It is quiet hours where they live. Your answer goes out ${when}.`,
  shut: "You cannot answer this number",
  mayNot: "Your role lets you read this conversation. To answer, ask the store owner for another role.",
  shortcut: "Press Ctrl+Enter to send.",
};
