import type { LogStatus } from "#core/statuses.ts";
import { showCount, showNumber } from "../number.ts";
import { showMoney } from "../money.ts";
import { quoted, within } from "../sentence.ts";

/** Tests and backtests. */
export const trial = {
  title: "Backtest",
  intro:
    "Replays your store's past events through this automation: who would have got which text, and " +
    "when, which texts would have been skipped and why, and the cost. Nothing is sent, and nothing is changed.",
  formTitle: "Start a backtest",
  reach: "Date range",
  reachDays: (days: number) => `Last ${days} days`,
  which: "Version",
  whichVersion: "The live version",
  whichDraft: "The draft",
  start: "Start backtest",
  started: "Started. You may leave this page; it continues.",
  cancel: "Cancel backtest",
  cancelTitle: "Cancel this backtest?",
  cancelBody: "Its results so far are discarded. You can start another one at any time.",
  cancelled: "Cancelled",
  runs: "Earlier backtests",
  runsEmpty: "No backtest yet",
  runsEmptyBody:
    "Choose how far back to look, and start. It takes seconds for a small store, and minutes for a large one.",
  status: { waiting: "Waiting", running: "Running", done: "Done", failed: "Failed", cancelled: "Cancelled" },
  runLine: (days: number, draft: boolean) => `Last ${days} days, ${draft ? "the draft" : "the live version"}`,
  askedBy: (when: string, who: string) => `${when}, by ${who}`,
  show: "Show",
  showNamed: (what: string, when: string) => `Show: ${what}, ${when}`,
  shownNow: "Shown now",
  underWayTitle: "It is running",
  waitingTitle: "It starts in a moment",
  underWayBody: "You may leave this page; it continues, and its results will be here.",
  nothingFound: "Nothing in this time would have triggered it",
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
    `From ${within(since)} to ${within(until)} your store had no event for its ` +
    `trigger${starts ? ` ${quoted(starts)}` : ""}. Shopbell has received your store's events ` +
    `since ${within(known)}; a backtest shows more the longer it does. Until then, preview it ` +
    "as a made-up customer.",
  nothingFoundAction: "Preview as a customer",
  progress: "Progress",
  failedTitle: "It could not be done",
  cancelledTitle: "It was cancelled",
  picture: "Texts day by day",
  pictureWindow: (since: string, until: string) => `From ${within(since)} to ${within(until)}`,
  wouldSend: "Would have been sent",
  wouldSkip: "Would have been skipped",
  totals: "Results",
  wouldEnter: "Would have entered",
  enteredOf: (times: number, customers: number) =>
    `${showCount(times, "time", "times")}, ${showCount(customers, "customer", "customers")}`,
  texts: "Texts",
  textsOf: (texts: number, customers: number) =>
    `${showNumber(texts)} to ${showCount(customers, "customer", "customers")}`,
  emails: "Emails",
  credits: "Credits",
  cost: "Cost",
  costOf: (amount: string, currency: string, pack: string) =>
    `about ${showMoney(amount, currency)}, bought as “${pack}”`,
  inside: "Still in it at the end",
  refused: "Did not enter",
  skipped: "Skipped",
  nothingRefused: "Every customer entered.",
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
  limits: "Assumptions",
  replayed: (events: number) => `${showCount(events, "event", "events")} of your store were replayed.`,
  forgotten: (count: number) =>
    `${showCount(count, "event is", "events are")} no longer kept in full, because a customer ` +
    "asked to be forgotten or because they are old: no customer enters by them.",

  testTitle: "Test",
  madeUp: "A made-up customer",
  eventOf: (name: string, what: string, when: string) => `${name}, ${what}, ${when}`,
  unreadable: "There is nothing to test: neither the draft nor the live version can be read.",

  sendTitle: "Send to me",
  sendBody:
    "Sends the texts, as the chosen customer would read them, to your own phone. Each costs its " +
    "credits, begins with “Test:”, and appears in the activity as a test.",
  sendPhone: "Your phone number",
  sendPhoneHelp: "A new number gets a code first. It is saved in the settings for the next time.",
  numberCode: {
    label: "Code",
    sent: (phone: string) => `We sent a code to ${phone}.`,
    help: "Type its six digits. The test follows at once.",
    again: "Send another code",
    body: (code: string) =>
      `${code} is your Shopbell code. Type it on the page Test. If you did not ask for it, ignore this text.`,
    wrong: "This is not the code. Check the digits of the newest text",
    expired: "This code is no longer valid. Send another code",
    too_many_tries: "The code was typed wrong too often. Send another code",
    wait: (until: string) => `Too many codes were sent. The next one can be sent after: ${until}`,
    notServed: "Texts to numbers of this country or kind are not offered",
    noSender: "Your store has no approved number yet. Set one up under Settings, Phone number",
    stopped: "This number has replied STOP. Text START from it first",
    refused: "The carrier does not deliver to this number. Check its digits",
    later: "The carrier does not answer. Try again in a few minutes",
  },
  sendChange: "Use another number",
  sendTo: (phone: string) => `To ${phone}`,
  sendAll: (count: number) => (count === 1 ? "Send the text" : `Send all ${count} texts`),
  sendOne: "Send",
  sendOneNamed: (step: string) => `Send: ${step}`,
  sent: (count: number) => `${showCount(count, "test text", "test texts")} sent. The delivery is shown below.`,
  testsSent: "Your last test texts",
  noCreditsTitle: "You have no credits",
  noCreditsBody: "A test text costs its credits, so none can be sent now.",
  noCreditsAction: "Get credits",
  noTexts: "There is no text in it to send",
  phoneProblem: "Enter your phone number, such as +1 212 555 0123",

  walkTitle: "Preview as a customer",
  walkBody:
    "Shows step by step what would happen and when, by the same rules as live, as if the customer " +
    "came for the first time and did nothing meanwhile. At a branch or a wait you can choose otherwise. Nothing is " +
    "sent, and nothing is written.",
  walkEvent: "Customer",
  walkMoment: "Start time",
  walkMomentHelp: (zone: string) => `In your shop's time zone (${zone}). Leave empty for now.`,
  walkWhich: "Version",
  walkOf: (name: string, when: string) => `${name}, ${within(when)}`,
  entered: "Enters",
  notEntered: "Does not enter",
  notMeant: "This event does not match the settings of the trigger.",
  walkStays: "Still in it at the end",
  outcome: "In this test",
  byFacts: "As the customer’s data says",
  nothingMeanwhile: "Nothing happens meanwhile",
  exitsBy: (event: string) => `${event}, and the customer exits`,
  walkEnds: "How it ends",
  reachedAt: (when: string) => `Reached ${within(when)}`,
  decidedAt: (when: string) => `Continues ${within(when)}`,
  outcomeAt: (why: string | null, when: string) => (why ? `${why}, ${within(when)}` : when),
  putOff: (why: string, until: string) => `Delayed until ${within(until)}: ${why}`,
  would: {
    sent: "Would be sent",
    done: "Would be done",
    skipped: "Would be skipped",
    failed: "Would fail",
  } satisfies Record<LogStatus, string>,
  goesWay: (way: string) => `Takes the branch “${way}”`,
  goesNoWay: "Takes no branch",
  notOnWay: "Not in this branch",
  textSize: (segments: number, credits: number) =>
    `${showCount(segments, "segment", "segments")} · ${showCount(credits, "credit", "credits")}`,
  checks: (count: number) => showCount(count, "check", "checks"),
  showChecks: "Show the checks",
  hideChecks: "Hide the checks",
};
