import type { MessageKind } from "#core/sending/guards/define.ts";
import { showCount, showNumber } from "../number.ts";
import { within } from "../sentence.ts";

/** The page of one automation. */
export const automation = {
  about: "What it does",
  steps: "What happens",
  stepsPeriod: "The figures are of those who entered in the last 30 days.",
  starts: "Starts with",
  ends: "Ends early when",
  endsNever: "Nothing ends it early",
  exit: {
    customer: (trigger: string) => `${trigger}, by the same customer`,
    subject: (trigger: string, same: string) => `${trigger}, about ${same}`,
  },
  kind: {
    marketing: "Marketing: only to customers who agreed, and never at night",
    transactional: "Transactional: tells buyers of what they bought; needs no marketing consent",
    opt_in: "Consent: asks those who signed up to confirm",
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
  kindOf: "Kind",
  only: "Only if",
  again: "The same customer",
  atOnce: "At once",
  emptyWay: "Nothing happens on this way.",
  example: "The texts are shown as a made-up customer would read them.",
  step: {
    reached: (count: number) => `${showNumber(count)} reached`,
    waiting: (count: number) => `${showNumber(count)} there now`,
    sent: (count: number) => `${showNumber(count)} sent`,
    done: (count: number) => `${showNumber(count)} done`,
    skipped: (count: number) => `${showNumber(count)} not sent`,
    leftOut: (count: number) => `${showNumber(count)} left out`,
    failed: (count: number) => `${showNumber(count)} failed`,
  },
  latest: "Latest activity",
  latestEmpty: "Nothing has happened yet. The first customer to set it off appears here.",
  seeAll: "See all activity",
  figures: "Last 30 days",
  details: "Details",
  version: "Version",
  versionOf: (number: number) => `Version ${number}`,
  published: "Published",
  publishedBy: (when: string, who: string) => `${when}, by ${who}`,
  made: "Made",
  draftTitle: "It is a draft: nobody gets a text yet",
  draftBody:
    "Send its texts to your own phone with Test, see with Backtest what it would have done in " +
    "your store so far, then publish it.",
  unreadable: "This version was written by another release of Shopbell and cannot be shown.",
  unpublished: "Unpublished changes",
  offTitle: (count: number) => `It is off, and ${showCount(count, "customer waits", "customers wait")} inside`,
  offBody:
    "Nobody enters while it is off. Those inside go on where they are once it is on again; their " +
    "texts are checked anew before they go out.",
  internalTitle: "This is one of Shopbell's own",
  internalBody:
    "It carries what your team writes by hand, through the same checks as every text. There is nothing to set.",
  archivedTitle: "It is archived",
  archivedBody:
    "Nobody enters, and nothing of it can be changed. Its history stays. Unarchive it to use it " +
    "again: it stays off until you turn it on.",

  inside: "People inside now",
  insideCount: (count: number) => showCount(count, "customer", "customers"),
  insideEmpty: "Nobody is on the way through it just now.",
  insideResource: { singular: "customer", plural: "customers" },
  insideCustomer: "Customer",
  insideStep: "Waits at",
  insideSince: (when: string) => `Since ${within(when)}`,
  insideDue: "Goes on",
  insideActions: "Pause, resume or cancel",
  insideVersion: (number: number) => `by version ${number}`,
  insideBetween: "Between two steps",
  insideHeld: "when it is resumed",
  insideUnknown: "when it is known whether its text went out",
  insideWaits: (why: string) => `Waits: ${why}`,
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
  resumeBody: "This customer goes on where they are. What was due meanwhile comes at once, after all its checks.",
  cancelTitle: (name: string) => `Cancel for ${name}?`,
  cancelBody: "This customer leaves and gets no more texts of this automation. This cannot be undone.",
  steered: { paused: "Paused", active: "Resumed", cancelled: "Cancelled" },

  edit: "Edit",
  test: "Test",
  backtest: "Backtest",
  versions: "Versions",
  more: "More actions",
  duplicate: "Duplicate",
  duplicated: "Here is the copy, as a draft",
  export: "Export file",
  import: "Import into draft",
  archive: "Archive",
  archiveTitle: (name: string) => `Archive ${name}?`,
  archiveBody: (inside: number) =>
    inside === 0
      ? "Nobody enters any more. Its history stays, and you can unarchive it later."
      : `${showCount(inside, "customer inside leaves for good and gets", "customers inside leave for good and get")} ` +
        "no more texts of it. Nobody enters any more. Its history stays, and you can unarchive " +
        "it later; those who left stay out.",
  unarchive: "Unarchive",
  exported: "The file is on its way to your downloads",
  importTitle: "Import into the draft",
  importBody: "The file takes the place of the draft. What runs stays as it is until you publish.",
  importDrop: "Add a file",
  importHint: "A file that was exported from an automation",
  importNoFile: "This is no file of an automation. Choose one whose name ends in .json.",
  importProblems: "This file cannot be imported",
  imported: "The draft is what the file says. Publish it to make it run.",

  actor: (actor: string) => ({ operator: "the operator", shopify: "Shopify", shopbell: "Shopbell" })[actor] ?? actor,
  formerStaff: "somebody who has left the staff",
};
