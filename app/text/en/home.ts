import type { Alert } from "#core/analytics/alerts.ts";
import type { ConfirmablePart, SetupPart } from "#core/team/setup-guide.ts";
import { showCount, showNumber } from "../number.ts";
import { uncapitalised } from "../sentence.ts";
import { heldFor } from "./credits.ts";

interface AlertWords {
  title: string;
  body: string;
  /** The remedy, and where it is. */
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
    body: "Nothing can go out until the operator of Shopbell sets one up.",
    action: "See the sender",
    url: "/app/settings#sender",
  }),
  nobody_asks: () => ({
    title: "Nobody who agrees to texts is asked for their YES",
    body: "Your settings ask twice, but no automation that asks is on. Who agrees now does not count as subscribed.",
    action: "See the automation that asks",
    url: "/app/automations/library/double-opt-in",
  }),
  out_of_credits: ({ balance }) => ({
    title: balance > 0 ? "You do not have enough credits" : "You are out of credits",
    body:
      "What comes due now is not sent, but for texts about orders where you let those wait. The " +
      "log says so for each one.",
    action: "Buy credits",
    url: "/app/credits",
  }),
  steps_failing: () => ({
    title: "Steps of your automations fail again and again",
    body: "The log tells the reason of each, and what can be done. Mark the notice as read once you have seen to it.",
    action: "See what failed",
    url: "/app/activity?view=failed",
  }),
  replies_held: ({ count }) => ({
    title: `${showCount(count, "customer's reply", "customers' replies")} may have meant stop`,
    body: "Marketing to them waits until somebody has read it and decided.",
    action: count === 1 ? "Read the reply" : "Read the replies",
    url: "/app/inbox?tab=held",
  }),
  unknown_texts: ({ count }) => ({
    title: `It cannot be told whether ${showCount(count, "text", "texts")} went out`,
    body: "Nothing is sent twice; the credits are held until it is known.",
    action: count === 1 ? "See which one" : "See which ones",
    url: "/app/activity?view=unknown",
  }),
  credits_low: ({ balance, days }) => ({
    title: `${showCount(balance, "credit is", "credits are")} left`,
    body: `Without credits texts are left out.${lasting(days)}`,
    action: "Buy credits",
    url: "/app/credits",
  }),
  unread: ({ count }) => ({
    title: `${showCount(count, "conversation has", "conversations have")} texts that nobody has read`,
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
  sender: { title: "Decide what texts call you", body: "Each text says who it is from.", action: "Change the name" },
  consent: {
    title: "Look at your consent text",
    body: "This is what customers agree to. It is kept with each yes, as proof.",
    action: "Change the text",
  },
  automation: {
    title: "Choose your first automation",
    body:
      "Take a ready-made one, such as the abandoned cart, and make its words yours. Nobody gets " +
      "a text before you turn it on.",
    action: "Choose an automation",
  },
  credits: {
    title: "Get credits",
    body: "Each text costs credits: one per segment within the US and Canada, more elsewhere.",
    action: "See credits",
  },
  test: {
    title: "Send a test text to yourself",
    body: "See on your own phone what customers will read.",
    action: "Try a text out",
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
    title: "What needs you",
    /** Of each kind, with its remedy. */
    say: (alert: Alert): AlertWords => (alerts[alert.kind] as (one: Alert) => AlertWords)(alert),
    urgency: { critical: "Urgent", warning: "Soon", info: "When you have time" },
    more: (count: number) => `Show ${showNumber(count)} more`,
    fewer: "Show fewer",
  },
  setup: {
    title: "Set-up guide",
    body: "Six short steps, and your first texts can go out.",
    allDone: "You are all set",
    allDoneBody: "This guide is gone when you come back.",
    progress: (done: number, of: number) => `${showNumber(done)} of ${showNumber(of)} done`,
    /** In the place of what a visitor may not do. */
    notYours: "Your role in the team may not do this: the owner, or whom the owner lets, does it.",
    steps,
    keep: { sender: (name: string) => `Keep “${name}”`, consent: () => "Keep this text" } satisfies Record<
      ConfirmablePart,
      (name: string) => string
    >,
    kept: { sender: "Name kept", consent: "Consent text kept" } satisfies Record<ConfirmablePart, string>,
    done: "Done",
    open: "Show the steps",
    close: "Hide the steps",
  },
  today: {
    title: "Today at a glance",
    since: "Since midnight in your shop's time zone",
    entered: "Entered",
    enteredHelp: "Customers who came into an automation",
    sent: "Sent",
    sentHelp: "Texts handed to the phone company",
    skipped: "Not sent",
    skippedHelp: "Texts decided against, each with its reason",
    failed: "Failed",
    failedHelp: "Tried, without success",
    pending: "Pending",
    pendingHelp: "Steps waiting for their time",
    unknown: "Outcome unknown",
    unknownHelp: "Texts that may or may not have gone out",
    reasons: "Why texts were not sent",
    noReasons: "Nothing was held back today.",
    pace: (seconds: number) => `From what happened in the store to its text: ${duration(seconds)} on average.`,
    noPace: "From what happened in the store to its text: nothing to measure yet today.",
  },
  days: {
    title: "The last 30 days",
    about: "Texts sent and not sent, day by day",
    sent: "Sent",
    notSent: "Not sent",
    none: "A bar for each day appears here with your first texts.",
  },
  latest: {
    title: "As it happens",
    none: "All is quiet. What your automations decide appears here the moment it happens.",
    all: "Open the log",
  },
  failingNotice: (failed: number, tried: number) => ({
    title: "Steps of your automations fail again and again",
    body:
      `${showNumber(failed)} of ${showCount(tried, "step", "steps")} failed within an hour. Activity ` +
      "shows each under Failed, with its reason and what can be done.",
  }),
  credits: {
    title: "Credits",
    left: "free to spend",
    held: (credits: number) => `${showNumber(credits)} held ${uncapitalised(heldFor)}`,
    open: "Open the ledger",
    get: "Get credits",
  },
  links: {
    title: "Find out why",
    body: "Type a phone number in the log to see each text that a customer got, each that they did not get, and the reason.",
    action: "Open the log",
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
