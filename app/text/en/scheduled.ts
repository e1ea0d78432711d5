import type { StepChangeBlocker } from "#core/scheduled/step-changes.ts";
import { showCount } from "../number.ts";
import { within } from "../sentence.ts";

/** Why a step cannot be changed now. */
const obstacles: Record<StepChangeBlocker, string> = {
  over: "This step is over already.",
  under_way: "This step is under way; wait for what becomes of it.",
  trying_again: "Its text is being tried again; wait for what becomes of it.",
  automation_off: "Its automation is off; turn it on first.",
  sequence_paused: "This customer's run is paused; let it go on first.",
  held: "It waits for something else first; the step says for what.",
};

/** What is due. */
export const scheduled = {
  title: "Scheduled",
  resource: { singular: "step", plural: "steps" },
  due: "Due",
  customer: "Customer",
  step: "Automation and step",
  says: "What it will say",
  state: "State",
  more: "Actions",
  moreFor: (who: string) => `Actions for ${who}`,
  search: "Search by phone number, name or e-mail address",
  automation: "Automation",
  automationIs: (name: string) => `Automation: ${name}`,
  views: { all: "All", overdue: "Overdue", held: "Held", credits: "Waiting for credits" },
  states: { scheduled: "Scheduled", overdue: "Overdue", held: "Held", working: "Under way", trying: "Tried again" },
  there: (when: string, zone: string) => `${when} in ${zone}`,
  putOff: (reason: string) => `Put off: ${reason}`,
  hold: {
    automation: "The automation is off",
    sequence: "This customer's run is paused",
    unknown: "It cannot be told whether its text went out",
    other: "It waits for something else",
  },
  emptyTitle: "Nothing is scheduled",
  emptyBody:
    "Steps that are still to come stand here: for whom, when, and what they will say. They appear " +
    "once customers enter an automation.",
  noMatchTitle: "Nothing fits",
  noMatchBody: "No scheduled step fits this search and these filters.",
  clear: "Show everything",
  paging: { newer: "Earlier", older: "Later" },
  select: (step: string, who: string) => `Select “${step}” for ${who}`,
  tooWide: "This search fits many customers; only some of them are looked at. Type more of the name or number.",

  runNow: "Run now",
  runTitle: "Run this step now?",
  runBody: (step: string, who: string) =>
    `“${step}” for ${who} becomes due at once. Every check is made again: consent, quiet hours, ` +
    "limits and credits can still hold it back.",
  ran: "Due now",
  move: "Move",
  moveTitle: "Move this step",
  moveBody: (step: string, who: string, due: string) => `“${step}” for ${who} is due ${within(due)}.`,
  date: "Date",
  time: (zone: string) => `Time (${zone})`,
  moved: (when: string) => `Moved to ${within(when)}`,
  chooseTime: "Choose a day and a time.",
  past: "This time is over: the step would be due at once.",
  atThat: (when: string) => `The step would be due ${within(when)}.`,
  atThatThere: (when: string, zone: string) => `For the customer that is ${within(when)} in ${zone}.`,
  night: (until: string | null) =>
    until
      ? `It is night for the customer: the text would wait until ${within(until)}, the store's time.`
      : "It is night for the customer.",
  cancel: "Cancel step",
  cancelTitle: "Cancel this step?",
  cancelBody: (step: string, who: string) =>
    `“${step}” for ${who} is left out, and the next step of the automation follows. This cannot be undone.`,
  cancelled: "Step cancelled",
  cancelMany: "Cancel steps",
  cancelManyTitle: (count: number) => `Cancel ${showCount(count, "step", "steps")}?`,
  cancelManyBody:
    "Each is left out, and the next step of its automation follows. This cannot be undone. Steps " +
    "that are under way are not touched.",
  cancelledMany: (done: number, left: number) =>
    left === 0
      ? `${showCount(done, "step", "steps")} cancelled`
      : `${showCount(done, "step", "steps")} cancelled; ${showCount(left, "step was", "steps were")} ` +
        "under way or over and left alone",
  obstacles,
  noSuchStep: "There is no such step.",
  strayStep: "Its version does not have this step any more; end the customer's run instead.",
  tooFar: "A step can be put ten years ahead at most.",
};
