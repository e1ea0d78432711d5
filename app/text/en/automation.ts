import type { MessageKind } from "#core/sending/message-kind.ts";
import { showCount, showNumber } from "../number.ts";
import { within } from "../sentence.ts";

/** The page of one automation. */
export const automation = {
  about: "What it does",
  steps: "What happens",
  stepsPeriod: "Figures of customers who entered in the last 30 days.",
  starts: "Trigger",
  ends: "Exit when",
  endsNever: "No exits",
  exit: {
    customer: (trigger: string) => `${trigger}, by the same customer`,
    subject: (trigger: string, same: string) => `${trigger}, about ${same}`,
  },
  kind: {
    marketing: "Marketing: only to customers who agreed, and never at night",
    transactional: "Transactional: tells buyers of what they bought; needs no marketing consent",
    opt_in: "Consent: asks new sign-ups to confirm",
    conversation: "Conversation: what your team writes to a customer",
    test: "Test: what your team tries out on its own number",
  } satisfies Record<MessageKind, string>,
  kindName: {
    marketing: "Marketing",
    transactional: "Transactional",
    opt_in: "Asks for consent",
    conversation: "Conversation",
    test: "Test",
  } satisfies Record<MessageKind, string>,
  kindOf: "Message type",
  only: "Entry conditions",
  again: "Re-entry",
  atOnce: "Active runs per customer",
  emptyWay: "This branch has no steps.",
  example: "The texts are shown as a made-up customer would read them.",
  step: {
    reached: (count: number) => `${showNumber(count)} reached`,
    waiting: (count: number) => `${showNumber(count)} waiting`,
    sent: (count: number) => `${showNumber(count)} sent`,
    delivered: (count: number) => `${showNumber(count)} delivered`,
    ordered: (count: number) => showCount(count, "order", "orders"),
    done: (count: number) => `${showNumber(count)} done`,
    skipped: (count: number) => `${showNumber(count)} skipped`,
    leftOut: (count: number) => `${showNumber(count)} skipped`,
    failed: (count: number) => `${showNumber(count)} failed`,
  },
  latest: "Latest activity",
  latestEmpty: "Nothing has happened yet. The first customer who triggers it appears here.",
  seeAll: "See all activity",
  figures: "Last 30 days",
  details: "Details",
  version: "Version",
  versionOf: (number: number) => `Version ${number}`,
  published: "Published",
  publishedBy: (when: string, who: string) => `${when}, by ${who}`,
  made: "Created",
  draftTitle: "This is a draft: no customer gets a text yet",
  draftBody:
    "Send its texts to your own phone with Test, see with Backtest what it would have done in " +
    "your store so far, then publish it.",
  unfinished: "This draft is not complete yet. Open it in the editor to see its steps and what is left to do.",
  unreadable: "This version was written by another release of Shopbell and cannot be shown.",
  unpublished: "Unpublished changes",
  offTitle: (count: number) => `It is off, and ${showCount(count, "customer waits", "customers wait")} in it`,
  offBody:
    "No customer enters while it is off. Customers in it continue where they are once it is on again; their " +
    "texts are checked again before they are sent.",
  internalTitle: "This is one of Shopbell's own",
  internalBody:
    "It sends what your team writes by hand, through the same checks as every text. There is nothing to set.",
  archivedTitle: "It is archived",
  archivedBody:
    "No customer enters, and it cannot be changed. Its history stays. Unarchive it to use it " +
    "again: it stays off until you turn it on.",

  inside: "Customers in this automation",
  insideCount: (count: number) => showCount(count, "customer", "customers"),
  insideEmpty: "No customer is in this automation right now.",
  insideResource: { singular: "customer", plural: "customers" },
  insideCustomer: "Customer",
  insideStep: "Waiting at",
  insideSince: (when: string) => `Since ${within(when)}`,
  insideDue: "Continues",
  insideActions: "Pause, resume or cancel",
  insideVersion: (number: number) => `on version ${number}`,
  insideBetween: "Between two steps",
  noName: "No name",
  pause: "Pause",
  resume: "Resume",
  cancel: "Cancel",
  pauseNamed: (name: string) => `Pause ${name}`,
  resumeNamed: (name: string) => `Resume ${name}`,
  cancelNamed: (name: string) => `Cancel ${name}`,
  pauseTitle: (name: string) => `Pause ${name}?`,
  pauseBody:
    "This customer stays at the step where they are. Nothing more is sent to them by this automation until you resume.",
  resumeTitle: (name: string) => `Resume ${name}?`,
  resumeBody: "This customer continues where they are. Steps that came due meanwhile run at once, after all checks.",
  cancelTitle: (name: string) => `Cancel for ${name}?`,
  cancelAction: "Cancel run",
  cancelBody: "This customer exits and gets no more texts from this automation. This cannot be undone.",
  steered: { paused: "Paused", active: "Resumed", cancelled: "Cancelled" },

  edit: "Edit",
  test: "Test",
  backtest: "Backtest",
  versions: "Versions",
  more: "More actions",
  duplicate: "Duplicate",
  duplicated: "The copy is a draft",
  export: "Export file",
  import: "Import into draft",
  archive: "Archive",
  archiveTitle: (name: string) => `Archive ${name}?`,
  archiveBody: (inside: number) =>
    inside === 0
      ? "No customer enters any more. Its history stays, and you can unarchive it later."
      : `${showCount(inside, "customer exits for good and gets", "customers exit for good and get")} ` +
        "no more texts from it. No customer enters any more. Its history stays, and you can unarchive " +
        "it later; customers who exited stay out.",
  unarchive: "Unarchive",
  delete: "Delete draft",
  exported: "The file is on its way to your downloads",
  importTitle: "Import into the draft",
  importBody: "The file replaces the draft. The live version stays as it is until you publish.",
  importDrop: "Add a file",
  importHint: "A file that was exported from an automation",
  importNoFile: "This is not an automation file. Choose a file whose name ends in .json.",
  importProblems: "This file cannot be imported",
  imported: "The file is now the draft. Publish it to make it live.",

  actor: (actor: string) => ({ operator: "the operator", shopify: "Shopify", shopbell: "Shopbell" })[actor] ?? actor,
  formerStaff: "a former staff member",
};
