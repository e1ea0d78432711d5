import { normalizeEvent, parseLossless } from "#core/intake/normalize.ts";
import type { NormalizedEvent } from "#core/intake/define.ts";
import type { Duration } from "#core/time/duration.ts";
import type { Scan } from "#core/triggers/define.ts";
import type { TriggerType } from "#core/triggers/index.ts";
import { checkoutBody, consentBody, customerBody, orderBody } from "#tests/fixtures/bodies.ts";
import { segmentBody, tagsBody } from "#tests/fixtures/customer-bodies.ts";
import { paymentBody, refundBody, shipmentBody, shipmentEventBody } from "#tests/fixtures/order-bodies.ts";
import {
  apiEventBody,
  clickBody,
  OUR_SEGMENT,
  ownBody,
  priceBody,
  replyBody,
  segmentChangeBody,
} from "#tests/fixtures/own-bodies.ts";
import { billingAttemptBody, subscriptionBody } from "#tests/fixtures/subscription-bodies.ts";

/** An event's topic and raw JSON body. */
export type Told = readonly [topic: string, body: string];

/** Example events of a trigger. */
export interface Scenario {
  /** Events that let the customer enter, at once or at a date. */
  lets: readonly Told[];
  /** Similar events that do not. */
  not: readonly Told[];
  /** Events that end the trigger's sequences. */
  over?: readonly Told[];
  /** Configs with events that match and events that do not. */
  concerns?: readonly { config: object; yes: readonly Told[]; no: readonly Told[] }[];
  delay?: readonly { config: object; is: Duration }[];
  /** In New York. */
  entersAt?: readonly { config: object; event: Told; is: string | null }[];
  scan?: readonly { config: object; is: Scan | null }[];
}

/** @throws when the app ignores the event */
export function occurrenceOf([topic, body]: Told): NormalizedEvent {
  const result = normalizeEvent(topic, parseLossless(body));
  if ("ignored" in result) throw new Error(`${topic} is ignored as ${result.ignored}: ${result.detail}`);
  return result.normalizedEvent;
}

const consent = (state: string): Told => ["customers_marketing_consent/update", consentBody({ state })];
const reply = (text: string, pictures?: number): Told => ["shopbell/keyword_received", replyBody(text, pictures)];
const drop = (from: string, to: string): Told => ["shopbell/price_drop", priceBody(from, to)];
const added: Told = ["customer.tags_added", tagsBody(["VIP", "Wholesale"])];
const removed: Told = ["customer.tags_removed", tagsBody(["VIP", "Wholesale"])];
const onTheWay = (where: string | null, status?: string): Told => [
  "fulfillments/update",
  shipmentBody({ where, ...(status && { status }) }),
];
const delivery = { "Delivery date": "2026-03-20" };
const ordered = (fields: Record<string, string> = {}): Told => [
  "orders/create",
  orderBody({ fields, at: "2026-03-02T15:30:00Z" }),
];
const joined: Told = ["shopbell/segment_joined", segmentChangeBody()];
const left: Told = ["shopbell/segment_left", segmentChangeBody()];
const asked: Told = ["shopbell/api_event", apiEventBody("loyalty_level_reached", { level: "gold" })];
const fromFlow: Told = ["shopbell/flow_action", ownBody({ facts: { flow: { name: "High-value order" } } })];
const opened: Told = ["shopbell/link_clicked", clickBody("https://juniper.example/Collections/new")];
const due = (on: string): Told => [
  "shopbell/date_reached",
  ownBody({ subject: `date:${on}`, facts: { date: { on } } }),
];

/** One for each trigger; a missing one does not compile. */
export const scenarios: Record<TriggerType, Scenario> = {
  order_created: {
    lets: [ordered()],
    not: [
      ["orders/updated", orderBody()],
      ["orders/paid", orderBody()],
    ],
  },
  order_paid: { lets: [["orders/paid", orderBody()]], not: [ordered(), ["orders/updated", orderBody()]] },
  payment_failed: {
    lets: [
      ["order_transactions/create", paymentBody()],
      ["order_transactions/create", paymentBody({ kind: "capture", status: "error" })],
    ],
    not: [
      ["order_transactions/create", paymentBody({ status: "success" })],
      ["order_transactions/create", paymentBody({ kind: "refund", status: "failure" })],
      ["order_transactions/create", paymentBody({ kind: "void", status: "error" })],
    ],
  },
  order_shipped: {
    lets: [
      ["orders/fulfilled", orderBody()],
      ["orders/partially_fulfilled", orderBody()],
    ],
    not: [["orders/updated", orderBody()]],
  },
  tracking_updated: {
    lets: [
      ["fulfillments/create", shipmentBody({ where: null })],
      ["fulfillments/update", shipmentBody()],
    ],
    not: [
      ["fulfillments/update", shipmentBody({ status: "cancelled" })],
      ["fulfillment_events/create", shipmentEventBody()],
    ],
  },
  order_fulfilled: { lets: [["orders/fulfilled", orderBody()]], not: [["orders/partially_fulfilled", orderBody()]] },
  shipment_updated: {
    lets: [
      onTheWay("in_transit"),
      onTheWay("out_for_delivery"),
      onTheWay("delivered"),
      onTheWay("attempted_delivery"),
      onTheWay("failure"),
      ["fulfillment_events/create", shipmentEventBody()],
      ["fulfillments/create", shipmentBody()],
    ],
    not: [
      onTheWay(null),
      onTheWay("confirmed"),
      onTheWay("label_printed"),
      onTheWay("in_transit", "cancelled"),
      ["fulfillment_events/create", shipmentEventBody({ where: "label_purchased" })],
    ],
    concerns: [
      {
        config: {},
        yes: [onTheWay("out_for_delivery"), onTheWay("delivered")],
        no: [onTheWay("in_transit"), onTheWay("failure")],
      },
      {
        config: { statuses: ["in_transit", "failure"] },
        yes: [onTheWay("in_transit"), ["fulfillment_events/create", shipmentEventBody({ where: "failure" })]],
        no: [onTheWay("delivered")],
      },
    ],
  },
  order_cancelled: { lets: [["orders/cancelled", orderBody()]], not: [["orders/updated", orderBody()]] },
  order_refunded: {
    lets: [
      ["refunds/create", refundBody()],
      ["refunds/create", refundBody({ amounts: [] })],
    ],
    not: [
      ["orders/cancelled", orderBody()],
      ["order_transactions/create", paymentBody({ kind: "refund", status: "success" })],
    ],
  },
  checkout_abandoned: {
    lets: [
      ["checkouts/create", checkoutBody()],
      ["checkouts/update", checkoutBody()],
    ],
    not: [ordered()],
    over: [["checkouts/update", checkoutBody({ completed: true })]],
    delay: [
      { config: {}, is: { amount: 60, unit: "minutes" } },
      { config: { after: { amount: 1, unit: "days" } }, is: { amount: 1, unit: "days" } },
    ],
  },
  consent_granted: {
    lets: [consent("subscribed"), ["shopbell/consent_granted", ownBody()]],
    not: [
      consent("pending"),
      consent("unsubscribed"),
      consent("not_subscribed"),
      consent("redacted"),
      ["shopbell/consent_revoked", ownBody()],
    ],
  },
  opt_in_requested: {
    lets: [consent("pending"), ["shopbell/opt_in_requested", ownBody()]],
    not: [consent("subscribed"), consent("not_subscribed"), ["shopbell/consent_granted", ownBody()]],
  },
  consent_revoked: {
    lets: [consent("unsubscribed"), consent("redacted"), ["shopbell/consent_revoked", ownBody()]],
    not: [
      consent("subscribed"),
      consent("not_subscribed"),
      consent("pending"),
      ["shopbell/opt_in_requested", ownBody()],
    ],
  },
  customer_created: { lets: [["customers/create", customerBody()]], not: [["customers/update", customerBody()]] },
  customer_updated: {
    lets: [["customers/update", customerBody()]],
    not: [
      ["customers/create", customerBody()],
      ["customers/enable", customerBody()],
    ],
  },
  customer_enabled: {
    lets: [["customers/enable", customerBody()]],
    not: [
      ["customers/disable", customerBody()],
      ["customers/update", customerBody()],
    ],
  },
  customer_disabled: { lets: [["customers/disable", customerBody()]], not: [["customers/enable", customerBody()]] },
  customer_tag_added: {
    lets: [added],
    not: [removed, ["customers/update", customerBody()]],
    concerns: [
      { config: {}, yes: [added], no: [] },
      { config: { tags: ["vip"] }, yes: [added], no: [["customer.tags_added", tagsBody(["vip-2"])]] },
      { config: { tags: ["retail", "WHOLESALE"] }, yes: [added], no: [["customer.tags_added", tagsBody(["VIP"])]] },
    ],
  },
  customer_tag_removed: {
    lets: [removed],
    not: [added],
    concerns: [
      { config: {}, yes: [removed], no: [] },
      { config: { tags: ["vip"] }, yes: [removed], no: [["customer.tags_removed", tagsBody(["Wholesale"])]] },
    ],
  },
  segment_joined: {
    lets: [joined, ["customer.joined_segment", segmentBody("55")]],
    not: [left, ["customer.left_segment", segmentBody("55")]],
    concerns: [
      { config: {}, yes: [joined, ["customer.joined_segment", segmentBody("55")]], no: [] },
      { config: { segment: OUR_SEGMENT }, yes: [joined], no: [["customer.joined_segment", segmentBody("55")]] },
      {
        config: { segment: "big spenders" },
        yes: [joined],
        no: [["shopbell/segment_joined", segmentChangeBody("Newcomers")]],
      },
      {
        config: { segment: "55" },
        yes: [["customer.joined_segment", segmentBody("55")]],
        no: [joined, ["customer.joined_segment", segmentBody("5")]],
      },
      {
        config: { segment: "gid://shopify/Segment/55" },
        yes: [["customer.joined_segment", segmentBody("55")]],
        no: [["customer.joined_segment", segmentBody("56")]],
      },
    ],
  },
  segment_left: {
    lets: [left, ["customer.left_segment", segmentBody("55")]],
    not: [joined],
    concerns: [
      { config: { segment: "Big spenders" }, yes: [left], no: [["customer.left_segment", segmentBody("55")]] },
    ],
  },
  subscription_created: {
    lets: [["subscription_contracts/create", subscriptionBody()]],
    not: [["subscription_contracts/cancel", subscriptionBody({ status: "cancelled" })]],
  },
  subscription_cancelled: {
    lets: [["subscription_contracts/cancel", subscriptionBody({ status: "cancelled" })]],
    not: [["subscription_contracts/create", subscriptionBody()]],
  },
  billing_attempt_failed: {
    lets: [
      ["subscription_billing_attempts/failure", billingAttemptBody()],
      ["subscription_billing_attempts/failure", billingAttemptBody({ attempt: null })],
    ],
    not: [["subscription_contracts/cancel", subscriptionBody()]],
  },
  back_in_stock: {
    lets: [["shopbell/back_in_stock", ownBody({ facts: { variant: { id: "4101" } } })]],
    not: [drop("62.00", "49.00")],
  },
  price_drop: {
    lets: [drop("62.00", "49.00")],
    not: [["shopbell/back_in_stock", ownBody()]],
    concerns: [
      {
        config: {},
        yes: [drop("62.00", "55.80"), drop("19.99", "9.99")],
        no: [drop("62.00", "55.81"), drop("62.00", "70.00"), ["shopbell/price_drop", ownBody()]],
      },
      {
        config: { percent: 30 },
        yes: [drop("0.10", "0.07"), drop("1000", "700")],
        no: [drop("0.10", "0.08"), drop("1000", "700.01")],
      },
    ],
  },
  product_viewed: {
    lets: [["shopbell/product_viewed", ownBody({ facts: { product: { id: "9001" } } })]],
    not: [drop("62.00", "49.00")],
    delay: [
      { config: {}, is: { amount: 60, unit: "minutes" } },
      { config: { after: { amount: 3, unit: "hours" } }, is: { amount: 3, unit: "hours" } },
    ],
  },
  birthday: {
    lets: [["shopbell/birthday", ownBody({ facts: { birthday: { on: "2026-03-20" } } })]],
    not: [due("2026-03-20")],
    scan: [
      { config: {}, is: { look: "birthday", inDays: 0, at: "10:00" } },
      { config: { days: 3, side: "before" }, is: { look: "birthday", inDays: 3, at: "10:00" } },
      { config: { days: 2, side: "after", at: "08:30" }, is: { look: "birthday", inDays: -2, at: "08:30" } },
    ],
  },
  customer_inactive: {
    lets: [["shopbell/customer_inactive", ownBody({ facts: { inactive: { days: 60 } } })]],
    not: [["shopbell/birthday", ownBody()]],
    scan: [
      { config: {}, is: { look: "inactive", days: 60, at: "10:00" } },
      { config: { days: 90, at: "18:00" }, is: { look: "inactive", days: 90, at: "18:00" } },
    ],
  },
  date_reached: {
    lets: [due("2026-03-20"), ordered(delivery), ["orders/updated", orderBody({ fields: delivery })]],
    not: [
      ["orders/paid", orderBody({ fields: delivery })],
      ["shopbell/birthday", ownBody()],
    ],
    concerns: [
      { config: {}, yes: [due("2026-03-20")], no: [ordered(delivery)] },
      { config: { field: "customer.fields.renewal" }, yes: [due("2026-03-20")], no: [ordered(delivery)] },
      { config: { field: "order.created_at" }, yes: [ordered()], no: [due("2026-03-20")] },
      { config: { field: "order.fields.Delivery date" }, yes: [ordered(delivery)], no: [due("2026-03-20")] },
    ],
    entersAt: [
      {
        config: { field: "order.fields.Delivery date", days: 2, side: "before" },
        event: ordered(delivery),
        is: "2026-03-18T14:00:00Z",
      },
      {
        config: { field: "order.fields.Delivery date", days: 0, at: "07:45" },
        event: ordered(delivery),
        is: "2026-03-20T11:45:00Z",
      },
      { config: { field: "order.fields.Delivery date" }, event: ordered({ "Delivery date": "next week" }), is: null },
      { config: { field: "order.fields.Delivery date" }, event: ordered(), is: null },
      // Ordered on the 2nd; the clocks go forward on the 8th, and 10:00 stays 10:00.
      { config: { field: "order.created_at", days: 7, side: "after" }, event: ordered(), is: "2026-03-09T14:00:00Z" },
      { config: { field: "order.created_at", days: 5, side: "after" }, event: ordered(), is: "2026-03-07T15:00:00Z" },
      {
        config: { field: "customer.since", days: 30, side: "after" },
        event: due("2026-02-18"),
        is: "2026-03-20T14:00:00Z",
      },
    ],
    scan: [
      { config: {}, is: { look: "date", field: "customer.since", inDays: -30, at: "10:00" } },
      {
        config: { field: "customer.fields.renewal", days: 7, side: "before", at: "09:00" },
        is: { look: "date", field: "customer.fields.renewal", inDays: 7, at: "09:00" },
      },
      { config: { field: "order.created_at" }, is: null },
    ],
  },
  schedule: {
    lets: [["shopbell/schedule", ownBody({ facts: { schedule: { at: "2026-03-09T14:00:00Z" } } })]],
    not: [["shopbell/birthday", ownBody()]],
    scan: [
      { config: {}, is: { look: "cron", pattern: "0 10 * * 1", timezone: null, segmentId: null, at: "00:00" } },
      {
        config: { pattern: "0 9 L * *", timezone: "Europe/Paris", segmentId: OUR_SEGMENT },
        is: { look: "cron", pattern: "0 9 L * *", timezone: "Europe/Paris", segmentId: OUR_SEGMENT, at: "00:00" },
      },
    ],
  },
  keyword_received: {
    lets: [reply("Yes")],
    not: [["shopbell/link_clicked", ownBody()]],
    concerns: [
      { config: {}, yes: [reply("anything at all"), reply("look", 1)], no: [reply("", 1), reply("")] },
      { config: { withPicture: true }, yes: [reply("", 1), reply("look", 2)], no: [reply("look", 0), reply("look")] },
      {
        config: { keywords: ["receipt"], withPicture: true },
        yes: [reply("Receipt", 1)],
        no: [reply("receipt", 0), reply("", 1), reply("look", 1)],
      },
      {
        config: { keywords: ["yes", "yes please"] },
        yes: [reply("YES!"), reply("  yes,  please ")],
        no: [reply("yes I do"), reply("yesterday"), reply("")],
      },
      {
        config: { keywords: ["vip"], match: "starts" },
        yes: [reply("VIP me"), reply("vip")],
        no: [reply("a vip"), reply("viper")],
      },
      {
        config: { keywords: ["art", "späti"], match: "contains" },
        yes: [reply("More art, thanks"), reply("Wo ist der Späti?")],
        no: [reply("start"), reply("party")],
      },
      { config: { keywords: ["👍"] }, yes: [reply("👍")], no: [reply("👎")] },
    ],
  },
  link_clicked: {
    lets: [opened],
    not: [reply("https://juniper.example")],
    concerns: [
      { config: {}, yes: [opened], no: [] },
      {
        config: { contains: "/collections/NEW" },
        yes: [opened],
        no: [
          ["shopbell/link_clicked", clickBody("https://juniper.example/cart")],
          ["shopbell/link_clicked", ownBody()],
        ],
      },
    ],
  },
  message_failed: {
    lets: [["shopbell/message_failed", ownBody({ facts: { message: { body: "Hello", error_code: "30003" } } })]],
    not: [reply("Hello")],
  },
  manual: { lets: [["shopbell/manual", ownBody()]], not: [asked] },
  api_event: {
    lets: [asked],
    not: [["shopbell/manual", ownBody()]],
    concerns: [
      { config: {}, yes: [asked], no: [] },
      {
        config: { name: "loyalty_level_reached" },
        yes: [asked],
        no: [["shopbell/api_event", apiEventBody("loyalty_level_lost")]],
      },
    ],
  },
  flow_action: {
    lets: [fromFlow],
    not: [asked],
    concerns: [
      { config: {}, yes: [fromFlow, ["shopbell/flow_action", ownBody()]], no: [] },
      { config: { name: "High-value order" }, yes: [fromFlow], no: [["shopbell/flow_action", ownBody()]] },
    ],
  },
};
