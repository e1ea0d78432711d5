import { showCount, showNumber } from "../number.ts";
import { quoted } from "../sentence.ts";

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
  turnOn: "Turn it on at once",
  turnOnHelp: "From then on, customers who set it off get its texts.",

  problemsTitle: "Put these right first",
  problemAt: "Show the step",
  problemOpen: "Open the editor",
  unchangedTitle: "There is nothing to publish",
  unchangedBody: "The draft says what already runs.",
  archivedTitle: "An archived automation cannot be published",
  archivedBody: "Unarchive it first.",

  first: "This is its first version. Nobody has been through it yet.",
  changesTitle: "What changes",
  changesSince: (version: number) => `Against version ${version}, which runs now`,
  noChanges: "The two say the same.",
  change: { settings: "Settings", added: "New", removed: "Gone", moved: "Moved", changed: "Changed" },
  spot: (behind: string | null, way: string | null) =>
    `${behind ? `after ${quoted(behind)}` : "as the first step"}${way ? `, in the way ${quoted(way)}` : ""}`,
  nothing: "nothing",
  before: "Before",
  after: "Now",

  settings: {
    name: "Name",
    description: "Description",
    kind: "Kind",
    trigger: "Starts with",
    conditions: "Only for",
    reentry: "The same customer again",
    concurrent: "At once",
    exits: "Ends early with",
    exitWhen: "Ends early if",
    ifUnknown: "When it is not known whether a text went out",
  },
  atOnce: (count: number) => `each customer ${showCount(count, "time", "times")} at most`,
  ifUnknown: { hold: "do not send it again", send_again: "send it again" },
  stepName: "Name",
  stepDoes: "What it does",
  onErrorLabel: "If it fails",
  onError: { stop: "the customer leaves", continue: "go on with the next step" },
  onErrorRetry: (tries: number, then: string) => `try ${showCount(tries, "more time", "more times")}, then ${then}`,
  way: (name: string) => `Way ${quoted(name)}`,
  wayOrder: "Order of the ways",

  insideTitle: (count: number) =>
    count === 1 ? "What becomes of the customer inside?" : `What becomes of the ${people(count)} inside?`,
  waitingAt: (count: number, step: string) => `${showNumber(count)} at ${quoted(step)}`,
  waitingGone: "this step is gone in the draft",
  waitingBetween: (count: number) => `${showNumber(count)} between two steps`,
  moreSteps: (count: number) => `and at ${showCount(count, "more step", "more steps")}`,
  inside: {
    finish: "Let them finish with the version that they came in by",
    move: "Move them to the new version",
    cancel: "Let them leave",
  },
  insideFinish: "Nothing changes for them. Who comes in from now on goes by the new version.",
  insideCancel: (count: number) =>
    `${peopleWho("leaves now and gets", "leave now and get")(count)} no more texts of this ` +
    "automation. This cannot be undone.",
  moved: (count: number) => `${peopleWho("goes", "go")(count)} on at the same step, by the new version.`,
  retimed: (count: number) =>
    count === 1
      ? "For one of them the wait ends at another time."
      : `For ${showNumber(count)} of them the wait ends at another time.`,
  stayed: {
    asked: (count: number) => `${finish(count)} by the version that they came in by.`,
    step_gone: (count: number) => `${finish(count)} by their own version: the step they are at is gone.`,
    under_way: (count: number) => `${finish(count)} by their own version: a text to them is under way just now.`,
    would_repeat: (count: number) => `${finish(count)} by their own version: they would come to a step a second time.`,
    other_trigger: (count: number) =>
      `${finish(count)} by their own version: they came in by another event, which the new texts know nothing of.`,
  },
  nobodyMoves: "Nobody can be moved.",

  versionsTitle: "Versions",
  versionsBody:
    "Each publishing makes a version, which is never changed. Who enters goes by the version of that day, to the end.",
  versionsEmptyTitle: "No version yet",
  versionsEmptyBody: "Publish the automation, and its first version stands here, with all that follow.",
  versionResource: { singular: "version", plural: "versions" },
  versionName: (number: number) => `Version ${number}`,
  versionHeading: "Version",
  draft: "Draft",
  versionRuns: "Runs now",
  versionPublished: "Published",
  versionBy: "By",
  versionNote: "What changed",
  versionInside: "Inside now",
  versionActions: "Compare or restore",
  versionFirst: "The first one",
  versionUnreadable: "Written by another release of Shopbell; it cannot be shown.",
  versionSame: "The same as the one before",
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
  restoreBody: "The draft becomes what this version says. What runs stays as it is until you publish.",
  restoreLoses: "The draft has changes that were never published. They are lost.",
  restored: (number: number) => `The draft is what version ${number} says`,
};
