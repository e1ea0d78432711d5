import type { ConsentState } from "#core/statuses.ts";
import { showCount } from "../number.ts";

/** Two-way conversations. */
export const inbox = {
  title: "Inbox",
  list: "Conversations",
  thread: (who: string) => `Conversation with ${who}`,
  tabs: { all: "All", unread: "Unread", held: "Needs a decision" },
  search: "Search by name or number",
  unread: (count: number) => showCount(count, "unread text", "unread texts"),
  needsDecision: "Needs a decision",
  answered: "You:",
  back: "All conversations",
  chooseTitle: "Choose a conversation",
  chooseBody: "It opens here, with everything that was said, by your team and by your automations.",
  emptyTitle: "Nobody has written yet",
  emptyBody: "When customers answer your texts, or write to your number, you read and answer them here.",
  noneUnreadTitle: "Everything is read",
  noneUnreadBody: "New texts from customers appear here.",
  noneHeldTitle: "Nothing to decide",
  noneHeldBody: "When a reply may have meant stop, marketing to that customer waits until you say here what was meant.",
  noMatchTitle: "No conversation with anybody of that name or number",
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
    unsubscribed: "Understood as stop",
    subscribed: "Agreed to texts",
    pending: "Asked to confirm",
    not_subscribed: "Stop taken back",
  } satisfies Record<ConsentState, string>,
  test: "Test",
  automation: (name: string) => name,
  why: "Why",
  goesAt: (when: string) => `Goes out ${when}`,
  onItsWay: "Going out",
  notSent: (why: string) => `Not sent: ${why}`,

  held: {
    title: "This reply may have meant stop",
    body: "Marketing to this customer waits until you say what was meant. Texts about their orders still go.",
    stop: "They meant stop",
    goOn: "Keep texting them",
    stopTitle: "They meant stop?",
    stopBody:
      "No text of this shop goes to this number any more, about orders neither. Their reply is kept " +
      "as the words that revoked consent. Only they can undo it, by answering START.",
    goOnTitle: "Keep texting them?",
    goOnBody:
      "Marketing goes on under the consent that they gave, beginning with what has waited. If they " +
      "say stop later, it ends at once.",
    settled: { stop: "No more texts go to this number", go_on: "Marketing goes on" },
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
  culprit: (character: string) => `“${character}” makes the text longer: without it more characters fit.`,
  nightNote: (when: string) => `It is quiet hours where they live. Your answer goes out ${when}.`,
  shut: "You cannot answer this number",
  mayNot: "You may read this conversation. To answer, ask the shop's owner for another role.",
  shortcut: "Ctrl and Enter send it.",
};
