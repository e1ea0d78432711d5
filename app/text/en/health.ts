import type { HealthFinding, OperationFinding } from "#core/operations/health-findings.ts";
import { showCount, showNumber } from "../number.ts";
import { uncapitalised } from "../sentence.ts";

/** The app's own tasks, by their names in the code. */
const tasks: Readonly<Record<string, string>> = {
  sweep: "Requeue lost reminders",
  import: "Import past customers and orders",
  "find-out": "Look up unconfirmed texts",
  "recover-texts": "Read texts after a restore",
  "recover-charges": "Read charges after a restore",
  reconcile: "Compare events with Shopify",
  "run-campaigns": "Bring campaigns on",
  "scan-calendar": "Check dates",
  "verify-ledgers": "Verify credits",
  "remind-overdue": "Remind the team of what is due",
  "watch-failures": "Watch for repeated failures",
  "mail-alerts": "Email alerts to the team",
  "clean-up": "Clean up",
  "erase-customers": "Erase customers' history",
  "top-up": "Top credits up",
  "check-subscriptions": "Compare top-ups with Shopify",
  "tell-flow": "Tell Shopify Flow",
  "publish-form-wordings": "Bring the opt-in form up to date",
  "write-back-consent": "Write consent back to Shopify",
  "add-to-shopify": "Add new subscribers to Shopify",
  statistics: "Refresh the database's statistics",
  "back-up": "Back the database up",
  "look-after-senders": "Look after senders",
  "recount-segments": "Count segments again",
  "read-deactivations": "Read numbers that were given up",
};
const nameOf = (task: string): string => tasks[task] ?? task;

/** Store events by Shopify's webhook topics. */
const topics: Readonly<Record<string, string>> = {
  "app/scopes_update": "Permissions changed",
  "app/uninstalled": "App removed",
  "app_purchases_one_time/update": "Credits bought",
  "app_subscriptions/approaching_capped_amount": "Auto top-up near its limit",
  "app_subscriptions/update": "Auto top-up plan updated",
  "bulk_operations/finish": "Import file ready",
  "checkouts/create": "Checkout created",
  "checkouts/update": "Checkout updated",
  "customer.joined_segment": "Customer joined a segment",
  "customer.left_segment": "Customer left a segment",
  "customer.tags_added": "Tag added to a customer",
  "customer.tags_removed": "Tag removed from a customer",
  "customers/create": "Customer created",
  "customers/data_request": "Customer asked for their data",
  "customers/delete": "Customer deleted",
  "customers/disable": "Customer account disabled",
  "customers/enable": "Customer account enabled",
  "customers/merge": "Customers merged",
  "customers/purchasing_summary": "Customer purchase totals updated",
  "customers/redact": "Customer data erasure requested",
  "customers/update": "Customer updated",
  "customers_email_marketing_consent/update": "Email consent updated",
  "customers_marketing_consent/update": "SMS consent updated",
  "fulfillment_events/create": "Shipment status updated",
  "fulfillments/create": "Fulfillment created",
  "fulfillments/update": "Fulfillment updated",
  "inventory_levels/update": "Inventory updated",
  "order_transactions/create": "Payment attempted",
  "orders/cancelled": "Order cancelled",
  "orders/create": "Order created",
  "orders/fulfilled": "Order fulfilled",
  "orders/paid": "Order paid",
  "orders/partially_fulfilled": "Order partially fulfilled",
  "orders/updated": "Order updated",
  "products/update": "Product updated",
  "refunds/create": "Order refunded",
  "shop/redact": "Store data erasure requested",
  "shop/update": "Store details updated",
  "subscription_billing_attempts/failure": "Subscription payment failed",
  "subscription_contracts/cancel": "Subscription cancelled",
  "subscription_contracts/create": "Subscription created",
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

/** What does not work without a scope. */
const scopeUses: Readonly<Record<string, string>> = {
  read_customers: "customers, their consent and Shopify’s segments",
  write_customers: "tags, notes and consent written back to customers, and new subscribers in Shopify",
  read_orders: "orders, the import and the comparison of orders with Shopify",
  read_checkouts: "cart reminders",
  read_fulfillments: "shipping texts",
  read_products: "product texts and the choice of products",
  read_inventory: "back-in-stock texts",
  read_customer_merge: "customers that were merged",
  read_own_subscription_contracts: "texts about subscriptions",
  write_discounts: "discount codes",
  write_app_proxy: "the sign-up form of the storefront",
};

/** What scopes that are missing mean, and the remedy. */
export const notGranted = (scopes: readonly string[]): { title: string; body: string } => ({
  title: "Shopify lets Shopbell do less than it needs",
  body:
    `These do not work, or not wholly: ${list(scopes.map((scope) => `${scopeUses[scope] ?? scope} (${scope})`))}. ` +
    "Open Shopbell from your store’s admin and grant what it asks for; everything else goes on.",
});

type AnyFinding = HealthFinding | OperationFinding;

/** Each finding with its remedy. */
const findingTexts: {
  [K in AnyFinding["kind"]]: (finding: Extract<AnyFinding, { kind: K }>) => { title: string; body: string };
} = {
  late: ({ seconds }) => ({
    title: "Texts are late",
    body:
      (seconds === null ? "" : `The oldest step has been due for ${lasting(seconds)}. `) +
      "Nothing is lost: due texts go out once Shopbell catches up. If this lasts, write to Shopbell's support.",
  }),
  queue_away: () => ({
    title: "The queue cannot be reached",
    body:
      "Nothing is lost: due work waits in the database and runs once the queue is back. " +
      "Until then texts go out late. Check that Redis runs and that REDIS_URL names it.",
  }),
  not_working: ({ seconds }) => ({
    title: "No worker is running",
    body:
      `Work has been due for ${lasting(seconds)} and no worker has taken it up. Start one with ` +
      "“npm run worker”, or look at its log if one is running.",
  }),
  overdue: ({ seconds }) => ({
    title: "Steps are late",
    body:
      `The oldest step has been due for ${lasting(seconds)}. If the queues are long, let ` +
      "it catch up or start another worker. If they are not, look at the worker's log.",
  }),
  unknown_texts: ({ count }) => ({
    title: `Delivery of ${count === 1 ? "a text" : `${showNumber(count)} texts`} is not confirmed`,
    body:
      "Nothing to do: Shopbell asks Twilio again, at the times listed below. Nothing " +
      "is sent twice, and the credits stay reserved until then.",
  }),
  failed: ({ events, steps }) => {
    const parts = [events > 0 && showCount(events, "event", "events"), steps > 0 && showCount(steps, "step", "steps")];
    return {
      title: `${list(parts.filter((part) => part !== false))} failed`,
      body: "Each is listed below with its error. Fix the cause, then try it again; every check runs again.",
    };
  },
  task_failed: ({ names }) => ({
    title: `${list(names.map(nameOf))} did not work the last time`,
    body: "“shopbell task list” shows the error. It runs again at its next time, or now by “shopbell task run”.",
  }),
  task_off: ({ names }) => ({
    title: `Turned off: ${list(names.map(nameOf))}`,
    body: "A task does not run while it is off. Turn it on by “shopbell task enable”.",
  }),
  silent: ({ topics: silent }) => ({
    title: "The store is unusually silent",
    body:
      `Far fewer events than usual: ${list(silent.map(topicOf))}. If your store was as busy as usual, ` +
      "write to Shopbell's support.",
  }),
  not_granted: ({ scopes }) => notGranted(scopes),
  not_added: ({ count, detail }) => ({
    title: `Shopify did not take ${showCount(count, "new subscriber", "new subscribers")} as customers`,
    body:
      `What it said last: “${detail}”. Texts to them go on, and Shopbell does not try again. To have them in Shopify, ` +
      "add them there by hand with their number; the history of changes names them.",
  }),
  not_compared: ({ why }) => ({
    title: "Events cannot be compared with Shopify",
    body:
      {
        no_access:
          "Shopify does not let Shopbell in. Open Shopbell from your store’s admin once more to renew its access. ",
        not_granted:
          "Shopbell lacks a permission. Open it from your store’s admin once more, and grant what it asks for. ",
        no_answer: "Shopify gives no answer. Shopbell asks again by itself. ",
      }[why] + "Until then, an event that Shopify could not deliver stays missing.",
  }),
};

/** The Status page, and what operators' commands say. */
export const health = {
  title: "Status",
  well: "All systems operational",
  wellBody: "Events arrive, steps run on time, every delivery is confirmed, and nothing failed.",
  say: (finding: AnyFinding) =>
    (findingTexts[finding.kind] as (finding: AnyFinding) => { title: string; body: string })(finding),
  lasting,
  topic: topicOf,
  task: nameOf,

  none: "–",

  unknown: "Texts with unconfirmed delivery",
  unknownBody:
    "Shopbell asks Twilio for each at 1, 5, 15 and 60 minutes. Two lookups that find nothing " +
    "close it: then it is not charged, and Activity shows it under Failed.",
  text: "Text to",
  since: "Since",
  looks: "Lookups",
  timesLooked: (looks: number) => (looks === 0 ? "Not yet" : showCount(looks, "time", "times")),
  nextLook: "Next",
  mayComeBack: "Its call may still answer; the lookups begin after that",
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
    "Each becomes due at once. Every check runs again: consent, quiet hours, limits and credits " +
    "can still hold a text back. What failed stays in the log.",
  triedManyAgain: (done: number, left: number) =>
    left === 0 ? `${showNumber(done)} tried again` : `${showNumber(done)} tried again, ${showNumber(left)} left alone`,
  cannot: (why: string) => `Cannot be tried again: ${uncapitalised(why)}`,
  noFailures: "Nothing has failed.",

  never: "Never",

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
  neededNever: "An automation needs it, and none has arrived yet",
  nothingReceived: "No event has arrived yet.",

  missed: "Missed events",
  missedBody:
    "Shopify may fail to deliver an event. Shopbell compares events with your store every 15 minutes and fetches " +
    "what is missing.",
  lastCompared: "Last compared",
  notComparedYet: "Not yet",
  fetched: "Found missing and fetched, last 7 days",
  fetchedCount: (count: number) => (count === 0 ? "None" : showNumber(count)),
  fetchedLate: "Each counts from when it happened: a text that would come too late is not sent, and Activity says so.",

  connections: "Connections",
  checkAgain: "Check again",
  checking: "Checking",
  connectionNames: { database: "Shopbell", queue: "Scheduling", texts: "Text messages (Twilio)", mail: "Email" },
  connectionStates: { well: "Connected", wrong: "Not working", absent: "Not set up" },
  remedies: "Shopbell's operator has to fix this. Your texts wait until then.",
  mailAbsent: "Email steps cannot send without one.",
};
