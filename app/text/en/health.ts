import type { HealthFinding } from "#core/operations/health-findings.ts";
import type { QueueName } from "#core/operations/jobs.ts";
import { showCount, showNumber } from "../number.ts";
import { uncapitalised, within } from "../sentence.ts";

/** The app's own tasks, by their names in the code. */
const tasks: Readonly<Record<string, string>> = {
  sweep: "Catch up on reminders",
  "find-out": "Find out about unknown texts",
  "scan-calendar": "Look at the calendar",
  "verify-ledgers": "Prove the credits",
  "remind-overdue": "Remind of overdue tasks",
  "watch-failures": "Watch for repeated failures",
  "mail-alerts": "Mail alerts to the team",
  "clean-up": "Clean up",
  "write-back-consent": "Tell the store about consent",
};
const nameOf = (task: string): string => tasks[task] ?? task;

/** What the store tells, by Shopify's topics. */
const topics: Readonly<Record<string, string>> = {
  "app/uninstalled": "App removed",
  "app_purchases_one_time/update": "Credits bought",
  "checkouts/create": "Checkout started",
  "checkouts/update": "Checkout changed",
  "customer.joined_segment": "Customer joined a segment",
  "customer.left_segment": "Customer left a segment",
  "customer.tags_added": "Tag added to a customer",
  "customer.tags_removed": "Tag taken from a customer",
  "customers/create": "Customer created",
  "customers/data_request": "Customer asked for their data",
  "customers/delete": "Customer deleted",
  "customers/disable": "Customer's account closed",
  "customers/enable": "Customer's account opened",
  "customers/merge": "Customers merged",
  "customers/purchasing_summary": "Customer's purchases counted",
  "customers/redact": "Customer to be forgotten",
  "customers/update": "Customer changed",
  "customers_email_marketing_consent/update": "Consent to e-mails changed",
  "customers_marketing_consent/update": "Consent to texts changed",
  "fulfillment_events/create": "Parcel on its way",
  "fulfillments/create": "Shipment created",
  "fulfillments/update": "Shipment changed",
  "inventory_levels/update": "Stock changed",
  "order_transactions/create": "Payment tried",
  "orders/cancelled": "Order cancelled",
  "orders/create": "Order placed",
  "orders/fulfilled": "Order shipped",
  "orders/paid": "Order paid",
  "orders/partially_fulfilled": "Part of an order shipped",
  "orders/updated": "Order changed",
  "products/update": "Product changed",
  "refunds/create": "Order refunded",
  "shop/redact": "Store's data to be erased",
  "shop/update": "Store's details changed",
  "subscription_billing_attempts/failure": "Subscription payment failed",
  "subscription_contracts/cancel": "Subscription cancelled",
  "subscription_contracts/create": "Subscription started",
  "variants/in_stock": "Product back in stock",
  "variants/out_of_stock": "Product sold out",
};
const topicOf = (topic: string): string => topics[topic] ?? topic;

const list = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

/** "45 seconds", "12 minutes", "3 hours", "2 days". */
function lasting(seconds: number): string {
  if (seconds < 120) return showCount(seconds, "second", "seconds");
  if (seconds < 2 * 3_600) return showCount(Math.floor(seconds / 60), "minute", "minutes");
  return seconds < 48 * 3_600
    ? showCount(Math.floor(seconds / 3_600), "hour", "hours")
    : showCount(Math.floor(seconds / 86_400), "day", "days");
}

/** Each finding with its remedy. */
const told: {
  [K in HealthFinding["kind"]]: (finding: Extract<HealthFinding, { kind: K }>) => { title: string; body: string };
} = {
  queue_away: () => ({
    title: "The queue cannot be reached",
    body:
      "Nothing is lost: what is to be done waits in the database and is done once the queue is back. " +
      "Until then texts go out late. Check that Redis runs and that REDIS_URL names it.",
  }),
  not_working: ({ seconds }) => ({
    title: "Nobody is doing the work",
    body:
      `Work has been due for ${lasting(seconds)} and no worker has taken it up. Start one with ` +
      "“npm run worker”, or look at its log if one is running.",
  }),
  overdue: ({ seconds }) => ({
    title: "Steps are late",
    body:
      `The oldest step has been due for ${lasting(seconds)}. If the queues below are long, let ` +
      "it catch up or start another worker. If they are not, look at the worker's log.",
  }),
  unknown_texts: ({ count }) => ({
    title: `It is not known whether ${count === 1 ? "a text" : `${showNumber(count)} texts`} went out`,
    body:
      "Nothing to do: the phone company is asked again on its own, at the times listed below. Nothing " +
      "is sent twice, and the credits are held until it is known.",
  }),
  failed: ({ events, steps }) => ({
    title: `${list([events > 0 && showCount(events, "event", "events"), steps > 0 && showCount(steps, "step", "steps")].filter((part) => part !== false))} failed`,
    body: "Each is listed below with its error. Mend the cause, then try it again; every check is made anew.",
  }),
  task_failed: ({ names }) => ({
    title: `${list(names.map(nameOf))} did not work the last time`,
    body: "The error stands with the task below. It runs again at its next time; once the cause is mended you can also run it now.",
  }),
  task_off: ({ names }) => ({
    title: `Turned off: ${list(names.map(nameOf))}`,
    body: "What a task does is not done while it is off. Turn it on below as soon as you can.",
  }),
  silent: ({ topics: silent }) => ({
    title: "The store is unusually silent",
    body:
      `Far fewer events than usual: ${list(silent.map(topicOf))}. Shopify stops sending events ` +
      "to an app that did not answer for long. Check that the app can be reached from outside, " +
      "then send its subscriptions again with “shopify app deploy”.",
  }),
};

/** For operators. */
export const health = {
  title: "Health",
  well: "All is well",
  wellBody: "Events come in, steps run on time, every text's outcome is known, and nothing failed.",
  say: (finding: HealthFinding) =>
    (told[finding.kind] as (finding: HealthFinding) => { title: string; body: string })(finding),
  lasting,
  topic: topicOf,
  task: nameOf,

  figures: "At a glance",
  driver: "Queue",
  drivers: { bull: "Redis", "in-process": "Inside this process" },
  successRate: "Went well, last 24 hours",
  noRate: "Nothing finished yet",
  percent: (rate: number) => `${Math.round(rate * 1_000) / 10} %`,
  mean: "Mean time of a try",
  meanSince: (when: string) => `since ${within(when)}`,
  ms: (ms: number) => (ms < 1_000 ? `${showNumber(ms)} ms` : `${Math.round(ms / 100) / 10} s`),
  overdue: "Oldest step that is due",
  onTime: "None is late",
  held: "Steps held back",
  sameElsewhere: "The same figures as GET /api/jobs/metrics.",
  onlyYours: "Your store's figures. This installation serves other stores too.",

  queues: "Queues",
  queuesBody: "Waiting and delayed are of now; done and failed are of what came due in the last 24 hours.",
  queueResource: { singular: "queue", plural: "queues" },
  queue: "Queue",
  queueNames: {
    events: "Events from the store",
    steps: "Steps of automations",
    background: "Background jobs",
    maintenance: "Scheduled tasks",
  } satisfies Record<QueueName, string>,
  columns: {
    waiting: "Waiting",
    active: "Under way",
    delayed: "Delayed",
    completed: "Done",
    failed: "Failed",
    mean: "Mean time",
  },
  none: "–",

  unknown: "Texts whose outcome is not known",
  unknownBody:
    "The phone company is asked for each at 1, 5, 15 and 60 minutes. Two looks that find nothing " +
    "close it: then it is not charged, and Activity shows it under Failed.",
  text: "Text to",
  since: "Since",
  looks: "Looked for",
  timesLooked: (looks: number) => (looks === 0 ? "Not yet" : showCount(looks, "time", "times")),
  nextLook: "Next",
  mayComeBack: "Its call may still answer; then it is looked for",
  seeEntry: "See why it was sent",

  failures: "Failed events and steps",
  failuresBody: "The latest, steps of the last 7 days.",
  event: "Event",
  step: "Step",
  eventCalled: (topic: string) => `Event: ${topicOf(topic)}`,
  stepCalled: (automation: string, customer: string | null) =>
    `Step of ${automation}${customer ? ` for ${customer}` : ""}`,
  tryAgain: "Try again",
  tryAgainNamed: (what: string) => `Try again: ${what}`,
  triedAgain: "It is tried again",
  tryAllAgain: "Try all again",
  askRetry: (count: number) => (count === 1 ? "Try this again?" : `Try ${showNumber(count)} again?`),
  askRetryBody:
    "Each becomes due at once. Every check is made anew: consent, quiet hours, limits and credits " +
    "can still hold a text back. What failed stays in the log.",
  triedManyAgain: (done: number, left: number) =>
    left === 0 ? `${showNumber(done)} tried again` : `${showNumber(done)} tried again, ${showNumber(left)} left alone`,
  cannot: (why: string) => `Cannot be tried again: ${uncapitalised(why)}`,
  noFailures: "Nothing has failed.",

  tasks: "Scheduled tasks",
  tasksBody: "The app's own work, done by the clock.",
  tasksNotYours:
    "These run for every store of this installation. Its operator runs and switches them, with " +
    "“npm run shopbell -- task”.",
  taskColumn: "Task",
  taskResource: { singular: "task", plural: "tasks" },
  lastRun: "Last run",
  nextRun: "Next run",
  never: "Never",
  running: "Running",
  taskWell: "Went well",
  taskFailed: "Failed",
  taskOff: "Off",
  on: "On",
  turnOn: "Turn on",
  turnOff: "Turn off",
  turnOnNamed: (task: string) => `Turn on: ${task}`,
  turnOffNamed: (task: string) => `Turn off: ${task}`,
  runNow: "Run now",
  runNowNamed: (task: string) => `Run now: ${task}`,
  runs: "It runs now",
  turnedOn: (task: string) => `On: ${task}`,
  turnedOff: (task: string) => `Off: ${task}`,
  askRun: (task: string) => `Run “${task}” now?`,
  askRunBody: (about: string) => `${about}. It runs once, besides its usual times. Running it twice does no harm.`,
  askOff: (task: string) => `Turn off “${task}”?`,
  askOffBody: (about: string) => `${about}. Nobody does that while it is off. You can turn it on again at any time.`,

  received: "Events from the store",
  receivedBody: "The last 24 hours, beside the same weekday in the four weeks before.",
  topicResource: { singular: "kind of event", plural: "kinds of events" },
  topicName: "Event",
  lastReceived: "Last received",
  lastDay: "Last 24 hours",
  usual: "Usual",
  about: (usual: number) =>
    usual > 0 && usual < 10 ? String(Math.round(usual * 10) / 10) : showNumber(Math.round(usual)),
  silent: "Unusually few",
  neverReceived: (count: number) =>
    `${showCount(count, "kind of event has", "kinds of events have")} never come in, which ` +
    "is usual for what does not happen in your store.",
  showNever: "Show them",
  hideNever: "Hide them",
  nothingReceived: "No event has come in yet.",

  connections: "Connections",
  checkAgain: "Check again",
  checking: "Checking",
  connectionNames: { database: "Database", queue: "Queue", texts: "Phone company", mail: "Mail server" },
  connectionStates: { well: "Answers", wrong: "Does not work", absent: "Not set up" },
  remedies: {
    database: "Check that the database runs and that DATABASE_URL names it.",
    queue:
      "Check that Redis runs, that REDIS_URL names it, and that it keeps everything (maxmemory-policy noeviction).",
    texts: "Check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, and look at the account at Twilio.",
    mail: "Check SMTP_URL.",
  },
  mailAbsent: "E-mail steps need one: set SMTP_URL.",
};
