import type { StepChangeBlocker } from "#core/scheduled/step-changes.ts";
import { showCount } from "../number.ts";
import { within } from "../sentence.ts";

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
  resource: { singular: "step", plural: "steps" },
  due: "Due",
  customer: "Customer",
  step: "Automation and step",
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
  emptyBody:
    "Upcoming steps are listed here, with customer, time and message. They appear " +
    "once customers enter an automation.",
  noMatchTitle: "No results",
  noMatchBody: "No scheduled step fits this search and these filters.",
  clear: "Clear all",
  paging: { newer: "Earlier", older: "Later" },
  select: (step: string, who: string) => `Select “${step}” for ${who}`,
  tooWide: "This search fits many customers; only some of them are searched. Type more of the name or number.",

  runNow: "Send now",
  runTitle: "Send this step now?",
  runBody: (step: string, who: string) =>
    `“${step}” for ${who} becomes due at once. Every check runs again: consent, quiet hours, ` +
    "limits and credits can still hold it back.",
  ran: "Due now",
  move: "Reschedule",
  moveTitle: "Reschedule this step",
  moveBody: (step: string, who: string, due: string) => `“${step}” for ${who} is due ${within(due)}.`,
  date: "Date",
  time: (zone: string) => `Time (${zone})`,
  moved: (when: string) => `Rescheduled to ${within(when)}`,
  chooseTime: "Choose a day and a time.",
  past: "This time has passed: the step would be due at once.",
  atThat: (when: string) => `The step would be due ${within(when)}.`,
  atThatThere: (when: string, zone: string) => `For the customer that is ${within(when)} in ${zone}.`,
  night: (until: string | null) =>
    until
      ? `It is night for the customer: the text would wait until ${within(until)}, the store's time.`
      : "It is night for the customer.",
  cancel: "Skip",
  cancelTitle: "Skip this step?",
  cancelBody: (step: string, who: string) =>
    `“${step}” for ${who} is skipped, and the next step of the automation follows. This cannot be undone.`,
  cancelled: "Step skipped",
  cancelMany: "Skip steps",
  cancelManyTitle: (count: number) => `Skip ${showCount(count, "step", "steps")}?`,
  cancelManyBody:
    "Each is skipped, and the next step of its automation follows. This cannot be undone. Steps " +
    "in progress are not changed.",
  cancelledMany: (done: number, left: number) =>
    left === 0
      ? `${showCount(done, "step", "steps")} skipped`
      : `${showCount(done, "step", "steps")} skipped; ${showCount(left, "step was", "steps were")} ` +
        "in progress or over and not changed",
  obstacles: blockers,
  noSuchStep: "This step no longer exists.",
  strayStep: "Its version no longer has this step; cancel the customer's run instead.",
  tooFar: "A step can be rescheduled by ten years at most.",
};
