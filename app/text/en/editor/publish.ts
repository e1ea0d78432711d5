import { showCount, showNumber } from "../../number.ts";
import { quoted } from "../../sentence.ts";

const people = (count: number) => showCount(count, "customer", "customers");
/** "1 customer leaves", "2 customers leave". */
const peopleWho = (one: string, many: string) => (count: number) => `${people(count)} ${count === 1 ? one : many}`;
const finish = peopleWho("finishes", "finish");

/** Publishing, versions and their differences. */
export const publish = {
  title: (name: string) => `Publish ${name}`,
  publish: "Publish",
  publishAndTurnOn: "Publish and turn on",
  published: (version: number) => `Version ${version} is published`,
  publishedAndOn: (name: string, version: number) => `Version ${version} is published, and ${name} is on`,
  publishedNotOn: (why: string) => `It is published, but could not be turned on: ${why}`,
  turnOn: "Turn on now",
  turnOnHelp: "From then on, customers who trigger it get its texts.",

  problemsTitle: "Fix these problems to publish",
  problemAt: "Show the step",
  problemOpen: "Open the editor",
  unchangedTitle: "There is nothing to publish",
  unchangedBody: "The draft is the same as the live version.",
  archivedTitle: "An archived automation cannot be published",
  archivedBody: "Unarchive it first.",

  first: "This is its first version. No customer has entered it yet.",
  changesTitle: "What changes",
  changesSince: (version: number) => `Compared with version ${version}, which is live`,
  noChanges: "The two versions are the same.",
  change: { settings: "Settings", added: "New", removed: "Removed", moved: "Moved", changed: "Changed" },
  spot: (behind: string | null, way: string | null) =>
    `${behind ? `after ${quoted(behind)}` : "as the first step"}${way ? `, in the branch ${quoted(way)}` : ""}`,
  nothing: "nothing",
  before: "Before",
  after: "Now",

  settings: {
    name: "Name",
    description: "Description",
    kind: "Message type",
    trigger: "Trigger",
    conditions: "Entry conditions",
    reentry: "Re-entry",
    concurrent: "Active runs per customer",
    exits: "Exit when",
    exitWhen: "Exit conditions",
    ifUnknown: "If delivery can't be confirmed",
  },
  atOnce: (count: number) => `${showNumber(count)} at most`,
  ifUnknown: { hold: "don't resend", send_again: "resend" },
  stepName: "Name",
  stepNote: "Note",
  stepDoes: "What it does",
  onErrorLabel: "If it fails",
  onError: { stop: "the customer exits", continue: "continue with the next step" },
  onErrorRetry: (tries: number, then: string) => `try ${showCount(tries, "more time", "more times")}, then ${then}`,
  way: (name: string) => `Branch ${quoted(name)}`,
  wayOrder: "Order of the branches",

  insideTitle: (count: number) => `${people(count)} ${count === 1 ? "is" : "are"} in this automation`,
  waitingAt: (count: number, step: string) => `${showNumber(count)} at ${quoted(step)}`,
  waitingGone: "the draft has no such step",
  waitingBetween: (count: number) => `${showNumber(count)} between two steps`,
  moreSteps: (count: number) => `and at ${showCount(count, "more step", "more steps")}`,
  inside: {
    finish: "Let them finish on their current version",
    move: "Move them to the new version",
    cancel: "Remove them from the automation",
  },
  insideFinish: "Nothing changes for them. Customers who enter from now on get the new version.",
  insideCancel: (count: number) =>
    `${peopleWho("exits now and gets", "exit now and get")(count)} no more texts from this ` +
    "automation. This cannot be undone.",
  moved: (count: number) => `${peopleWho("continues", "continue")(count)} at the same step, on the new version.`,
  retimed: (count: number) =>
    count === 1
      ? "For one of them the wait ends at another time."
      : `For ${showNumber(count)} of them the wait ends at another time.`,
  stayed: {
    asked: (count: number) => `${finish(count)} on their current version.`,
    step_gone: (count: number) => `${finish(count)} on their current version: the draft has no step like theirs.`,
    under_way: (count: number) => `${finish(count)} on their current version: a text to them is being sent.`,
    would_repeat: (count: number) =>
      `${finish(count)} on their current version: they would reach a step a second time.`,
    other_trigger: (count: number) =>
      `${finish(count)} on their current version: another trigger started them, and the new texts need data of the new one.`,
  },
  nobodyMoves: "No customer can be moved.",

  versionsTitle: "Versions",
  versionsBody:
    "Each publishing makes a version, which never changes. Customers stay on the version they entered with, unless you " +
    "move them.",
  versionsEmptyTitle: "No version yet",
  versionsEmptyBody: "Publish the automation to see its versions here.",
  versionResource: { singular: "version", plural: "versions" },
  versionName: (number: number) => `Version ${number}`,
  versionHeading: "Version",
  draft: "Draft",
  versionRuns: "Live",
  versionPublished: "Published",
  versionBy: "By",
  versionNote: "What changed",
  versionInside: "Customers in it",
  versionActions: "Compare or restore",
  versionFirst: "Initial version",
  versionUnreadable: "Written by another release of Shopbell; it cannot be shown.",
  versionSame: "Same as the version before",
  note: (changes: readonly string[], others: number) =>
    `${changes.join("; ")}${others > 0 ? ` and ${showNumber(others)} more` : ""}`,
  compare: "Compare",
  compareNamed: (number: number) => `Compare version ${number} with the one before`,
  compareTitle: "Compare",
  compareFrom: "From",
  compareTo: "To",
  restore: "Restore",
  restoreNamed: (number: number) => `Restore version ${number}`,
  restoreTitle: (number: number) => `Restore version ${number} into the draft?`,
  restoreBody: "This version replaces the draft. The live version stays as it is until you publish.",
  restoreLoses: "The draft has unpublished changes. They will be lost.",
  restored: (number: number) => `Version ${number} is restored into the draft`,
};
