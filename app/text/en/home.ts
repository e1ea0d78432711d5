import type { Alert } from "#core/analytics/alerts.ts";
import type { ConfirmablePart, SetupPart } from "#core/team/setup-guide.ts";
import { showCount, showNumber } from "../number.ts";
import { uncapitalised } from "../sentence.ts";
import { heldFor } from "./credits.ts";
import { notGranted } from "./health.ts";

interface AlertWords {
  title: string;
  body: string;
  /** The link to the remedy. */
  action: string;
  url: string;
}

const lasting = (days: number | null): string =>
  days === null
    ? ""
    : days < 1
      ? " At this pace they are used up within a day."
      : ` At this pace they last ${showCount(days, "more day", "more days")}.`;

const alerts: { readonly [K in Alert["kind"]]: (alert: Extract<Alert, { kind: K }>) => AlertWords } = {
  no_sender: () => ({
    title: "Texts have no number to come from",
    body: "Nothing can go out until your store has a number of its own.",
    action: "Set up the number",
    url: "/app/settings/number",
  }),
  nobody_asks: () => ({
    title: "Double opt-in requests are not sent",
    body:
      "Your settings require double opt-in, but no automation that asks for the YES is on. New sign-ups do not " +
      "count as subscribed.",
    action: "See “Double opt-in”",
    url: "/app/automations/library/double-opt-in",
  }),
  out_of_credits: ({ balance }) => ({
    title: balance > 0 ? "You do not have enough credits" : "You are out of credits",
    body: "Texts that come due now are skipped, except order texts on hold until you top up. The log shows each one.",
    action: "Buy credits",
    url: "/app/credits",
  }),
  steps_failing: () => ({
    title: "Steps of your automations fail again and again",
    body: "The log shows the reason of each, and the remedy. Mark the notice as read once you have fixed it.",
    action: "See what failed",
    url: "/app/activity?view=failed",
  }),
  not_granted: ({ scopes }) => ({ ...notGranted(scopes), action: "See the status", url: "/app/health" }),
  replies_held: ({ count }) => ({
    title: `${showCount(count, "customer's reply", "customers' replies")} may have meant stop`,
    body: "Marketing to them waits until your team reviews the reply.",
    action: count === 1 ? "Read the reply" : "Read the replies",
    url: "/app/inbox?tab=held",
  }),
  unknown_texts: ({ count }) => ({
    title: `Delivery of ${showCount(count, "text", "texts")} is not confirmed`,
    body: "Nothing is sent twice; the credits stay reserved until it is.",
    action: count === 1 ? "See which one" : "See which ones",
    url: "/app/activity?view=unknown",
  }),
  credits_low: ({ balance, days }) => ({
    title: `${showCount(balance, "credit is", "credits are")} left`,
    body: `Without credits texts are skipped.${lasting(days)}`,
    action: "Buy credits",
    url: "/app/credits",
  }),
  unread: ({ count }) => ({
    title: `${showCount(count, "conversation has", "conversations have")} unread texts`,
    body: "Customers have written to you.",
    action: "Open the inbox",
    url: "/app/inbox?tab=unread",
  }),
  tasks_overdue: ({ count }) => ({
    title: `${showCount(count, "task is", "tasks are")} overdue`,
    body: "Your automations have asked the team for something.",
    action: "See overdue tasks",
    url: "/app/tasks?tab=overdue",
  }),
};

const steps: Readonly<Record<SetupPart, { title: string; body: string; action: string }>> = {
  sender: { title: "Set your sender name", body: "Each text names its sender.", action: "Edit name" },
  number: {
    title: "Get your own phone number",
    body:
      "Carriers in the United States and Canada take texts from registered numbers only. Submit the registration early: " +
      "they need 3 to 5 business days. The other steps can be done meanwhile.",
    action: "Set up the number",
  },
  consent: {
    title: "Review your SMS consent text",
    body:
      "Customers agree to this text. Shopbell keeps it with each opt-in, as proof. Cart reminders in the US also " +
      "need double opt-in: turn it on below the text.",
    action: "Edit text",
  },
  automation: {
    title: "Choose your first automation",
    body:
      "Take a template, such as the abandoned cart, and edit its words. No customer gets " +
      "a text before you turn it on.",
    action: "Browse templates",
  },
  credits: {
    title: "Get credits",
    body: "Each text costs credits: one per segment within the US and Canada, more elsewhere.",
    action: "See credits",
  },
  test: {
    title: "Send a test text to yourself",
    body: "See on your own phone what customers will read.",
    action: "Send a test text",
  },
  on: {
    title: "Turn your automation on",
    body:
      "A backtest shows what it would have done in your store so far. Then publish it. You can turn " +
      "it off again at any time.",
    action: "Open your automation",
  },
};

/** The start page. */
export const home = {
  title: "Home",
  alerts: {
    title: "Needs attention",
    /** Title, body and remedy of an alert. */
    say: (alert: Alert): AlertWords => (alerts[alert.kind] as (one: Alert) => AlertWords)(alert),
    urgency: { critical: "Urgent", warning: "Soon", info: "Low priority" },
    more: (count: number) => `Show ${showNumber(count)} more`,
    fewer: "Show fewer",
  },
  setup: {
    title: "Setup guide",
    body: "A few short steps, and your first texts can go out.",
    allDone: "You are all set",
    allDoneBody: "This guide is hidden from now on.",
    progress: (done: number, of: number) => `${showNumber(done)} of ${showNumber(of)} done`,
    /** Shown where the role lacks the permission. */
    notYours: "Your role does not allow this. The owner of the store can do it, or change your role.",
    steps,
    confirm: { sender: (name: string) => `Keep “${name}”`, consent: () => "Confirm" } satisfies Record<
      ConfirmablePart,
      (name: string) => string
    >,
    confirmed: { sender: "Name confirmed", consent: "Consent text confirmed" } satisfies Record<
      ConfirmablePart,
      string
    >,
    done: "Done",
    open: "Show the steps",
    close: "Hide the steps",
    dismiss: "Dismiss the setup guide",
    show: (done: number, of: number) => `Show the setup guide (${showNumber(done)} of ${showNumber(of)} done)`,
    /** On top of the other pages, until all is done. */
    strip: {
      title: (progress: string) => `Setup guide: ${progress}.`,
      next: (title: string) => `Next: ${title}`,
      go: "Go",
      done: "Each text, and the reason of each, stands in Activity.",
      activity: "Open Activity",
      close: "Hide until the app is opened again",
    },
  },
  today: {
    title: "Today at a glance",
    since: "Since midnight in your shop's time zone",
    entered: "Entered",
    enteredHelp: "Customers who entered an automation",
    sent: "Sent",
    sentHelp: "Texts sent to the carrier",
    skipped: "Skipped",
    skippedHelp: "Texts not sent, each with its reason",
    failed: "Failed",
    failedHelp: "Tried, without success",
    pending: "Scheduled",
    pendingHelp: "Steps waiting for their time",
    unknown: "Delivery unconfirmed",
    unknownHelp: "Texts that may or may not have been sent",
    reasons: "Why texts were skipped",
    noReasons: "No text was skipped today.",
    pace: (seconds: number) => `Time from event to text: ${duration(seconds)} on average.`,
    noPace: "Time from event to text: no data yet.",
  },
  days: {
    title: "The last 30 days",
    about: "Texts sent and skipped, day by day",
    sent: "Sent",
    notSent: "Skipped",
    revenueAbout: "Net revenue of orders that texts led to, day by day",
    revenue: "Revenue from texts",
    results: "See all results",
    none: "A bar for each day appears here with your first texts.",
  },
  latest: {
    title: "Live activity",
    none: "No activity yet. Each decision of your automations appears here at once.",
    all: "Open the log",
  },
  failingNotice: (
    { name, last, failed, worked }: { name: string; last: { failed: number }; failed: number; worked: number },
    { label, remedy }: { label: string; remedy?: string },
  ) => ({
    title: `“${name}” fails again and again`,
    body:
      `A step of it failed ${showNumber(failed)} of ${showCount(failed + worked, "time", "times")} in the last hour, ` +
      `${showNumber(last.failed)} times in a row at last. The reason: ${uncapitalised(label)}. ` +
      (remedy ?? "Activity shows each failure."),
  }),
  pumpingNotice: ({ texts }: { texts: number }) => ({
    title: "A flood of new numbers was stopped",
    body:
      `${showCount(texts, "text was", "texts were")} skipped in the last hour, because many new numbers that begin ` +
      "alike signed up at once. Fraudsters do that to earn with texts (SMS pumping). Look at your forms; if the " +
      "sign-ups are real, raise the limit under Settings, Frequency caps.",
  }),
  loopNotice: ({ name, times }: { name: string; times: number }, remedy: string) => ({
    title: `“${name}” was stopped because it triggers itself`,
    body: `${showCount(times, "customer", "customers")} did not enter it in the last hour. ${remedy}`,
  }),
  credits: {
    title: "Credits",
    left: "available",
    held: (credits: number) => `${showNumber(credits)} reserved ${uncapitalised(heldFor)}`,
    open: "Open the ledger",
    get: "Get credits",
  },
  links: {
    title: "Look up a customer",
    label: "Phone number, name, email address or order",
    body: "Shows each text sent, each text skipped, and the reason.",
    action: "Search",
  },
};

/** "under a second", "4 seconds", "2 minutes", "3 hours". */
function duration(seconds: number): string {
  if (seconds < 1) return "under a second";
  if (seconds < 90) return showCount(Math.round(seconds), "second", "seconds");
  const minutes = seconds / 60;
  return minutes < 90
    ? showCount(Math.round(minutes), "minute", "minutes")
    : showCount(Math.round(minutes / 60), "hour", "hours");
}
