import type { StepChangeBlocker } from "#core/scheduled/step-changes.ts";
import { showCount } from "../number.ts";
import { uncapitalised, within } from "../sentence.ts";

/** Why a step cannot be changed now. */
const blockers: Record<StepChangeBlocker, string> = {
  over: "This step is over already.",
  under_way: "This step is running; wait until it ends.",
  trying_again: "Its text is being retried; wait until that ends.",
  automation_off: "Its automation is off; turn it on first.",
  sequence_paused: "This customer's run is paused; resume it first.",
  held: "It waits for something else first; the step shows what.",
};

/** The Scheduled page. */
export const scheduled = {
  title: "Scheduled",
  resource: { singular: "message", plural: "messages" },
  due: "Sends",
  customer: "Customer",
  step: "Automation and message",
  says: "Message",
  state: "State",
  more: "Actions",
  moreFor: (who: string) => `Actions for ${who}`,
  search: "Search by phone number, name or email address",
  automation: "Automation",
  automationIs: (name: string) => `Automation: ${name}`,
  views: { all: "All", overdue: "Overdue", held: "On hold", credits: "Waiting for credits" },
  overdue: "Overdue",
  there: (when: string, zone: string) => `${when} in ${zone}`,
  emptyTitle: "Nothing is scheduled",
  emptyBody: "The next message of each customer in an automation is listed here, with its time and its words.",
  noMatchTitle: "No results",
  noMatchBody: "No scheduled message fits this search and these filters.",
  clear: "Clear all",
  paging: { newer: "Earlier", older: "Later" },
  select: (step: string, who: string) => `Select “${step}” for ${who}`,
  tooWide: "This search fits many customers; only some of them are searched. Type more of the name or number.",

  about: (when: string) => `About ${within(when)}`,
  ofAutomation: (message: string, automation: string) => `${message} of ${automation}`,
  numbered: (message: string, number: number, of: number) => `${message} (${number} of ${of})`,
  noMessage: "No more messages.",
  dependsOn: (step: string, choices: string) => `“${step}” decides what follows: ${choices}.`,
  notSentIf: (stops: readonly string[]) => `Not sent if: ${stops.join(", ")}.`,
  skippedFor: (reason: string) => `Will be skipped as things stand: ${uncapitalised(reason)}.`,
  willBeSkipped: "Will be skipped",
  orderCancelled: "the order is cancelled",
  unsubscribed: "the customer unsubscribes",

  sendNow: "Send now",
  sendTitle: "Send this message now?",
  sendBody: (message: string, who: string) =>
    `“${message}” for ${who} goes at once. Every check runs again: consent, quiet hours, ` +
    "limits and credits can still hold it back.",
  sendAtNight: (until: string) => `It is night for the customer: the text waits until ${within(until)}.`,
  endWait: "End the wait now",
  endWaitTitle: "End this wait now?",
  endWaitBody: (step: string, who: string) =>
    `“${step}” for ${who} ends, and the automation goes on at once. It may send a message.`,
  runNow: "Run now",
  runTitle: "Run this step now?",
  runBody: (step: string, who: string) =>
    `“${step}” for ${who} becomes due at once. Every check runs again: consent, quiet hours, ` +
    "limits and credits can still hold it back.",
  ran: "Due now",
  move: "Reschedule",
  moveTitle: "Reschedule",
  moveBody: (step: string, who: string, due: string) => `“${step}” for ${who} is due ${within(due)}.`,
  date: "Date",
  time: (zone: string) => `Time (${zone})`,
  moved: (when: string) => `Rescheduled to ${within(when)}`,
  chooseTime: "Choose a day and a time.",
  past: "This time has passed: the message would go at once.",
  atThat: (when: string) => `It would be due ${within(when)}.`,
  atThatThere: (when: string, zone: string) => `For the customer that is ${within(when)} in ${zone}.`,
  night: (until: string | null) =>
    until
      ? `It is night for the customer: the text would wait until ${within(until)}, the store's time.`
      : "It is night for the customer.",
  moveWait: "Reschedule the wait",
  skipMessage: "Skip this message",
  skipMessageTitle: "Skip this message?",
  skipMessageBody: (message: string, who: string) =>
    `${who} does not get “${message}”. The rest of the automation goes on as planned. This cannot be undone.`,
  messageSkipped: "Message skipped",
  remove: "Remove from automation",
  removeTitle: (automation: string) => `Remove from “${automation}”?`,
  removeBody: (who: string, automation: string) =>
    `${who} gets no further message of “${automation}”. This cannot be undone.`,
  removed: "Removed from the automation",
  cancel: "Skip this step",
  cancelTitle: "Skip this step?",
  cancelBody: (step: string, who: string) =>
    `“${step}” for ${who} is skipped, and the next step of the automation follows. This cannot be undone.`,
  cancelled: "Step skipped",
  skipMany: "Skip next messages",
  skipManyTitle: (count: number) => `Skip the next message of ${showCount(count, "customer", "customers")}?`,
  skipManyBody:
    "These messages are not sent, and the automations go on as planned. This cannot be undone. A customer whose next " +
    "message depends on a branch is not changed.",
  skippedMany: (done: number, left: number) =>
    `${showCount(done, "message", "messages")} skipped${left === 0 ? "" : `; ${left} not changed`}`,
  removeMany: "Remove from automations",
  removeManyTitle: (count: number) => `Remove ${showCount(count, "customer", "customers")} from the automations?`,
  removeManyBody: "They get no further message of these automations. This cannot be undone.",
  removedMany: (done: number, left: number) =>
    `${showCount(done, "customer", "customers")} removed${left === 0 ? "" : `; ${left} already out`}`,
  obstacles: blockers,
  noSuchStep: "This step no longer exists.",
  strayStep: "Its version no longer has this step; cancel the customer's run instead.",
  noSingleMessage: "Which message is next is not decided yet. Remove the customer from the automation instead.",
  tooFar: "A message can be rescheduled by ten years at most.",
};
