import type { ConsentState } from "#core/statuses.ts";
import { showCount } from "../number.ts";

/** Two-way conversations. */
export const inbox = {
  title: "Inbox",
  list: "Conversations",
  thread: (who: string) => `Conversation with ${who}`,
  tabs: { all: "All", unread: "Unread", held: "Needs review" },
  search: "Search by name or number",
  unread: (count: number) => showCount(count, "unread text", "unread texts"),
  needsDecision: "Needs review",
  answered: "You:",
  back: "All conversations",
  chooseTitle: "Choose a conversation",
  chooseBody: "It opens here, with everything that was said, by your team and by your automations.",
  emptyTitle: "No conversations yet",
  emptyBody: "When customers answer your texts, or write to your number, you read and answer them here.",
  noneUnreadTitle: "Everything is read",
  noneUnreadBody: "New texts from customers appear here.",
  noneHeldTitle: "Nothing to review",
  noneHeldBody: "When a reply may have meant stop, marketing to that customer waits until you review it here.",
  noMatchTitle: "No results",
  noMatchBody: "Try the beginning of the name, or of the number.",
  showAll: "Show all conversations",

  customer: "Customer",
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
