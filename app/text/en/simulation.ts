import type { LogStatus } from "#core/statuses.ts";
import { showCount, showNumber } from "../number.ts";
import { showMoney } from "../money.ts";
import { quoted, within } from "../sentence.ts";

/** Tests and backtests. */
export const trial = {
  title: "Backtest",
  intro:
    "Replays your store's own past through this automation: who would have got which text, and " +
    "when, what would not have been sent and why, and what it would have cost. Nothing is sent, and nothing is changed.",
  formTitle: "Start a backtest",
  reach: "How far back",
  reachDays: (days: number) => `Last ${days} days`,
  which: "Which",
  whichVersion: "What runs now",
  whichDraft: "The draft",
  start: "Start backtest",
  started: "Started. You may leave this page; it goes on by itself.",
  cancel: "Cancel backtest",
  cancelTitle: "Cancel this backtest?",
  cancelBody: "What it has found so far is thrown away. You can start another one at any time.",
  cancelled: "Cancelled",
  runs: "Earlier backtests",
  runsEmpty: "No backtest yet",
  runsEmptyBody:
    "Choose how far back to look, and start. It takes seconds for a small store, and minutes for a large one.",
  status: { waiting: "Waiting", running: "Under way", done: "Done", failed: "Failed", cancelled: "Cancelled" },
  runLine: (days: number, draft: boolean) => `Last ${days} days, ${draft ? "the draft" : "what ran"}`,
  askedBy: (when: string, who: string) => `${when}, by ${who}`,
  show: "Show",
  showNamed: (what: string, when: string) => `Show: ${what}, ${when}`,
  shownNow: "Shown now",
  underWayTitle: "It is under way",
  waitingTitle: "It starts in a moment",
  underWayBody: "You may leave this page; it goes on by itself, and what it finds will be here.",
  nothingFound: "Nothing in this time would have set it off",
  nothingFoundBody: ({
    starts,
    since,
    until,
    known,
  }: {
    starts: string | null;
    since: string;
    until: string;
    known: string;
  }) =>
    `From ${within(since)} to ${within(until)} there was nothing in your store that it starts ` +
    `with${starts ? `: ${quoted(starts)}` : ""}. Your store has told Shopbell what happens ` +
    `in it since ${within(known)}; a backtest shows more the longer it does. Until then, walk ` +
    "a made-up customer through.",
  nothingFoundAction: "Walk one customer through",
  progress: "Progress",
  failedTitle: "It could not be done",
  cancelledTitle: "It was cancelled",
  picture: "Texts day by day",
  pictureWindow: (since: string, until: string) => `From ${within(since)} to ${within(until)}`,
  wouldSend: "Would have been sent",
  wouldSkip: "Would not have been sent",
  totals: "What it comes to",
  wouldEnter: "Would have entered",
  enteredOf: (times: number, customers: number) =>
    `${showCount(times, "time", "times")}, ${showCount(customers, "customer", "customers")}`,
  texts: "Texts",
  textsOf: (texts: number, customers: number) =>
    `${showNumber(texts)} to ${showCount(customers, "customer", "customers")}`,
  emails: "E-mails",
  credits: "Credits",
  cost: "Cost",
  costOf: (amount: string, currency: string, pack: string) =>
    `about ${showMoney(amount, currency)}, bought as “${pack}”`,
  inside: "Still inside at the end",
  refused: "Did not enter",
  skipped: "Not sent",
  nothingRefused: "Nobody was refused.",
  nothingSkipped: "Everything would have been sent.",
  linesTitle: "Who would have got what",
  linesEmpty: "Nothing would have been sent in this time.",
  linesNotKept: (count: number) => `${showNumber(count)} later lines are counted above, but not listed.`,
  lineResource: { singular: "message", plural: "messages" },
  lineAt: "When",
  lineCustomer: "Customer",
  lineWhat: "What",
  lineOutcome: "Outcome",
  noName: "No name",
  previous: "Earlier",
  next: "Later",
  page: (page: number) => `Page ${showNumber(page)}`,
  limits: "What it could not know",
  replayed: (events: number) => `${showCount(events, "event", "events")} of your store were replayed.`,
  forgotten: (count: number) =>
    `${showCount(count, "event is", "events are")} no longer kept in full, because a customer ` +
    "asked to be forgotten or because they are old: nobody enters by them.",

  testTitle: "Test",
  madeUp: "A made-up customer",
  eventOf: (name: string, what: string, when: string) => `${name}, ${what}, ${when}`,
  unreadable: "There is nothing to try: neither the draft nor what runs can be read.",

  sendTitle: "Send to me",
  sendBody:
    "Sends the texts, as the chosen customer would read them, to your own phone. Each costs its " +
    "credits, says “Test:” at its beginning, and stands in the activity as a test.",
  sendPhone: "Your phone number",
  sendPhoneHelp: "It is kept in the settings for the next time.",
  sendChange: "Use another number",
  sendTo: (phone: string) => `To ${phone}`,
  sendAll: (count: number) => (count === 1 ? "Send the text" : `Send all ${count} texts`),
  sendOne: "Send",
  sendOneNamed: (step: string) => `Send: ${step}`,
  sent: (count: number) =>
    `${showCount(count, "test text", "test texts")} handed over. What becomes of ${count === 1 ? "it" : "them"} stands below.`,
  testsSent: "Your last test texts",
  noCreditsTitle: "You have no credits",
  noCreditsBody: "A test text costs its credits, so none can be sent now.",
  noCreditsAction: "Get credits",
  noTexts: "There is no text in it to send",
  phoneProblem: "Give your phone number, such as +1 212 555 0123",

  walkTitle: "Walk one customer through",
  walkBody:
    "Shows step by step what would happen and when, by the same rules as live, as if the customer " +
    "came for the first time and did nothing meanwhile. Nothing is sent, and nothing is written.",
  walkEvent: "Who",
  walkMoment: "Setting it off at",
  walkMomentHelp: (zone: string) => `By your shop's clock (${zone}). Empty: now.`,
  walkWhich: "Which",
  walkOf: (name: string, when: string) => `${name}, ${within(when)}`,
  entered: "Enters",
  notEntered: "Does not enter",
  notMeant: "This event does not set the automation off, as it is set.",
  walkStays: "Still inside at the end",
  walkEnds: "How it ends",
  reachedAt: (when: string) => `Comes here ${within(when)}`,
  decidedAt: (when: string) => `Goes on ${within(when)}`,
  outcomeAt: (why: string | null, when: string) => (why ? `${why}, ${within(when)}` : when),
  putOff: (why: string, until: string) => `Put off until ${within(until)}: ${why}`,
  would: {
    sent: "Would be sent",
    done: "Would be done",
    skipped: "Would be left out",
    failed: "Would fail",
  } satisfies Record<LogStatus, string>,
  goesWay: (way: string) => `Goes the way “${way}”`,
  goesNoWay: "Goes none of the ways",
  notOnWay: "Not on this way",
  textSize: (segments: number, credits: number) =>
    `${showCount(segments, "segment", "segments")} · ${showCount(credits, "credit", "credits")}`,
  checks: (count: number) => showCount(count, "check", "checks"),
  showChecks: "Show the checks",
  hideChecks: "Hide the checks",
};
