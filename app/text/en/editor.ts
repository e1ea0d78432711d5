import { showCount } from "../number.ts";
import { quoted } from "../sentence.ts";
import { fields } from "./editor/fields.ts";
import { inspector } from "./editor/inspector.ts";
import { problems as problemTexts } from "./editor/problems.ts";

/** The editor of an automation's flow. */
export const editor = {
  fields,
  inspector,
  problems: problemTexts,
  title: "Edit automation",
  back: "Back to the automation",
  publish: "Publish",
  test: "Test",
  backtest: "Backtest",
  versions: "Versions",
  readOnly: "You can look at this automation, but your role does not let you change it.",
  archived: "This automation is archived. Unarchive it on its page to change it.",
  unreadable:
    "This draft was written by another release of Shopbell and cannot be opened here. Restore a version instead.",
  saved: "Draft saved",
  savedWithProblems: (count: number) => `Draft saved. Fix ${showCount(count, "problem", "problems")} to publish.`,
  notKept: "Not saved: one of the texts holds a character that cannot be stored. Write it again.",
  solveFirst: (count: number) => `Fix ${showCount(count, "problem", "problems")} to publish`,
  leave: {
    title: "Leave without saving?",
    body: "Your changes since the last save would be lost.",
    leave: "Leave without saving",
  },
  conflict: {
    title: "Someone else has changed this automation",
    body: (by: string, at: string) => `${by} saved it ${at}, after you opened it. Your changes are not lost yet.`,
    somebody: "Someone",
    meanwhile: "meanwhile",
    load: "Show theirs",
    loadHelp: "Undo brings yours back.",
    overwrite: "Save mine over theirs",
    loaded: "Now showing what they saved. Undo brings yours back.",
  },
  flow: "Flow",
  flowHelp:
    "Arrow keys move through the flow, Enter opens the focused step, Alt with arrow up " +
    "or down moves a step, Delete removes it, Ctrl C and Ctrl V copy and paste it. Shift with arrow up or down selects " +
    "several steps. Escape in the settings returns to the flow.",
  trigger: "Trigger",
  onlyIf: (conditions: string) => `Only if: ${conditions}`,
  end: "End",
  leaves: "Exit",
  untold: "Not set up yet",
  hasNote: "has a note",
  madeUp: "A made-up customer",
  alsoSelected: ", selected",
  /** Steps in a sentence, by their titles. */
  namedSteps: (titles: readonly string[]) =>
    titles.length === 1 ? quoted(titles[0] ?? "") : showCount(titles.length, "step", "steps"),
  stepOf: (at: number, count: number) => `step ${at} of ${count}`,
  arm: "branch",
  problemCount: (count: number) => showCount(count, "problem", "problems"),
  warningCount: (count: number) => showCount(count, "warning", "warnings"),
  addHere: (where: string) => `Add a step ${where}`,
  dropHere: "Drop it here",
  where: {
    start: "below the trigger",
    after: (step: string) => `after ${quoted(step)}`,
    firstIn: (arm: string) => `first in ${quoted(arm)}`,
  },
  menu: {
    open: (step: string) => `Actions for ${quoted(step)}`,
    up: "Move up",
    down: "Move down",
    to: "Move to…",
    duplicate: "Duplicate",
    copy: "Copy",
    paste: (what: string) => `Paste ${what} below`,
    remove: "Delete",
  },
  tools: {
    label: "Tools",
    undo: "Undo",
    redo: "Redo",
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    fit: "Show the whole flow",
    find: "Find a step",
  },
  find: {
    title: "Find a step",
    search: "Search by name or words",
    none: "No steps found.",
    all: (count: number) => showCount(count, "step", "steps"),
  },
  toFlow: "Back to the flow",
  picker: {
    title: "Add a step",
    search: "Search steps",
    none: "No steps found.",
    paste: (what: string) => `Paste ${what}`,
    pasteTells: (count: number, inside: number) => {
      const copied = count === 1 ? "The step that you copied" : "The steps that you copied";
      return inside === 0 ? `${copied}.` : `${copied}, with ${showCount(inside, "step", "steps")} inside.`;
    },
    pasteFamily: "Clipboard",
    families: { messages: "Messages", flow: "Flow", customer: "Customer", team: "Team and other systems" },
  },
  triggers: {
    title: "Trigger",
    search: "Search triggers",
    none: "No triggers found.",
    families: {
      orders: "Orders",
      checkouts: "Checkouts",
      customers: "Customers",
      subscriptions: "Subscriptions",
      products: "Products",
      time: "Time",
      replies: "Replies and clicks",
      others: "Manual and other systems",
    },
  },
  move: {
    title: (what: string) => `Move ${what}`,
    where: "Where to",
    act: "Move",
    nowhere: "There is no other place.",
  },
  remove: {
    title: (what: string) => `Delete ${what}?`,
    body: (inside: number) =>
      inside === 0
        ? "Undo brings all back."
        : `${showCount(inside, "step", "steps")} inside ${inside === 1 ? "goes" : "go"} too. Undo brings all back.`,
    act: "Delete",
  },
  block: {
    title: (count: number) => `${showCount(count, "step", "steps")} selected`,
    help: "Moving, copying or deleting one of them does it to all. Select a single step to change its settings.",
    remove: (count: number) => `Delete ${showCount(count, "step", "steps")}`,
  },
  said: {
    added: (what: string, where: string) => `Added ${what} ${where}`,
    moved: (what: string, where: string) => `Moved ${what} ${where}`,
    taken: (what: string) => `Copied ${what}`,
    pasted: (what: string, where: string) => `Pasted ${what} ${where}`,
    noStep: "Nothing to paste: the clipboard holds no step of an automation.",
    copied: (what: string) => `Duplicated ${what}`,
    removed: (what: string) => `Deleted ${what}. Undo brings it back.`,
    cannot: (what: string) => `${what} cannot go further`,
    undone: "Undone",
    redone: "Redone",
  },
};
