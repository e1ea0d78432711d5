import { describe, expect, test } from "vitest";
import { missingOfCheckout, isCheckoutMissing } from "#core/intake/reconciliation/missing-of-checkout.ts";
import { missingOfCustomer } from "#core/intake/reconciliation/missing-of-customer.ts";
import { mayMiss, missingOfOrder, type ToldOrder } from "#core/intake/reconciliation/missing-of-order.ts";
import type { ToldEvent } from "#core/intake/reconciliation/missing-event.ts";
import { isSameNews, topicsLike } from "#core/intake/reconciliation/same-news.ts";
import { Temporal } from "#core/time/time.ts";

const TEN = Temporal.Instant.from("2026-03-02T15:00:00Z");
const at = (minutes: number) => TEN.add({ minutes });
const shop = { installedAt: at(-60) };
const told = (...events: [topic: string, subject: string, minutes: number][]): ToldEvent[] =>
  events.map(([topic, subject, minutes]) => ({ topic, subject, triggeredAt: at(minutes) }));
const orderTold = (...events: Parameters<typeof told>): ToldOrder => ({ events: told(...events), toldAt: null });

const fulfillment = {
  id: "7",
  name: "#1042.1",
  status: "success",
  created_at: at(20).toString(),
  updated_at: at(40).toString(),
  shipment_status: "delivered",
};
const body = {
  id: "42",
  name: "#1042",
  created_at: at(0).toString(),
  processed_at: at(0).toString(),
  updated_at: at(50).toString(),
  financial_status: "partially_refunded",
  fulfillment_status: "fulfilled",
  cancelled_at: null,
  refunds: [{ id: "9", created_at: at(30).toString() }],
  fulfillments: [fulfillment],
  transactions: [
    { kind: "authorization", status: "success", processed_at: at(1).toString() },
    { kind: "capture", status: "success", processed_at: at(10).toString() },
    { kind: "refund", status: "success", processed_at: at(30).toString() },
  ],
};
const shown = (events: ReturnType<typeof missingOfOrder>) =>
  events.map(({ topic, eventId, triggeredAt }) => `${topic} ${eventId} +${triggeredAt.since(TEN).total("minutes")}`);

describe("an order of which nothing was told", () => {
  test("becomes the events of its life, each at its own time", () => {
    expect(shown(missingOfOrder(body, orderTold(), shop))).toEqual([
      "orders/create fetched:order:42 +0",
      "orders/paid fetched:order:42 +10",
      "orders/fulfilled fetched:order:42 +20",
      "fulfillments/create fetched:fulfillment:7 +20",
      "refunds/create fetched:refund:9 +30",
      `fulfillments/update fetched:fulfillment:7:${at(40).toString()} +40`,
    ]);
  });

  test("has its parcel told without the carrier's status first: the status has an event of its own", () => {
    const events = missingOfOrder(body, orderTold(), shop);
    const created = events.find(({ topic }) => topic === "fulfillments/create");
    expect(created?.body).toMatchObject({ order_id: "42", shipment_status: null });
  });

  test("brings only what happened since the installation", () => {
    expect(shown(missingOfOrder(body, orderTold(), { installedAt: at(25) }))).toEqual([
      "refunds/create fetched:refund:9 +30",
      `fulfillments/update fetched:fulfillment:7:${at(40).toString()} +40`,
      `orders/updated fetched:order:42:${at(50).toString()} +50`,
    ]);
  });

  test("is nothing where its body cannot be read", () => {
    expect(missingOfOrder({ id: null }, orderTold(), shop)).toEqual([]);
  });
});

describe("an order that was told", () => {
  const whole: Parameters<typeof told> = [
    ["orders/create", "order:42", 0],
    ["orders/paid", "order:42", 10],
    ["orders/fulfilled", "order:42", 20],
    ["fulfillments/create", "fulfillment:7", 20],
    ["refunds/create", "refund:9", 30],
    ["fulfillment_events/create", "fulfillment:7:delivered", 40],
    ["orders/updated", "order:42", 50],
  ];
  const listed = {
    orderId: "42",
    createdAt: at(0),
    updatedAt: at(50),
    cancelledAt: null,
    financialStatus: "partially_refunded",
    fulfillmentStatus: "fulfilled",
  };

  test("misses nothing", () => {
    expect(mayMiss(listed, orderTold(...whole), shop)).toBe(false);
    expect(missingOfOrder(body, orderTold(...whole), shop)).toEqual([]);
  });

  test.for(whole.slice(0, 6))("without %s misses just that", ([topic, subject]) => {
    const events = orderTold(...whole.filter(([each, about]) => each !== topic || about !== subject));
    if (topic !== "fulfillment_events/create") expect(mayMiss(listed, events, shop)).toBe(true);
    const found = missingOfOrder(body, events, shop).map((event) => event.topic);
    expect(found).toEqual([topic === "fulfillment_events/create" ? "fulfillments/update" : topic]);
  });

  test("and changed since misses its last change, unless its stored state is as new", () => {
    const events = orderTold(...whole.slice(0, -1));
    expect(missingOfOrder(body, events, shop).map(({ topic }) => topic)).toEqual(["orders/updated"]);
    expect(missingOfOrder(body, { ...events, toldAt: at(50) }, shop)).toEqual([]);
  });
});

describe("a customer", () => {
  const customer = {
    customerId: "7001",
    createdAt: at(0),
    updatedAt: at(30),
    body: { id: "7001" },
    smsConsent: { updatedAt: at(30), body: {} },
    emailConsent: null,
  };
  const topics = (events: ToldEvent[], newest: Temporal.Instant | null, changes: Partial<typeof customer> = {}) =>
    missingOfCustomer({ ...customer, ...changes }, { events, newest }, shop).map(({ topic }) => topic);

  test("who is new, and consented, misses both; the consent is the change of the record", () => {
    expect(topics([], null)).toEqual(["customers/create", "customers_marketing_consent/update"]);
  });

  test("whom an order names misses no update of the record, and an opt-out all the same", () => {
    const events = told(
      ["customers/create", "customer:7001", 0],
      ["customers_marketing_consent/update", "customer:7001", 5],
    );
    expect(topics(events, at(30))).toEqual(["customers_marketing_consent/update"]);
    expect(topics(events, at(30), { smsConsent: null as never })).toEqual([]);
    expect(topics(events, at(5), { smsConsent: null as never })).toEqual(["customers/update"]);
  });
});

describe("a checkout", () => {
  const checkout = { token: "c-1", updatedAt: at(20), completedAt: null };
  test("that nothing told begins, and one that changed is updated", () => {
    expect(isCheckoutMissing(checkout, [])).toBe(true);
    expect(missingOfCheckout(checkout, [], {}).topic).toBe("checkouts/create");
    const before = told(["checkouts/create", "checkout:c-1", 0]);
    expect(isCheckoutMissing(checkout, before)).toBe(true);
    expect(missingOfCheckout(checkout, before, {}).topic).toBe("checkouts/update");
  });
  test("that was told within the minute, or that became an order, is not missing", () => {
    expect(isCheckoutMissing(checkout, told(["checkouts/update", "checkout:c-1", 19]))).toBe(false);
    expect(isCheckoutMissing({ ...checkout, completedAt: at(21) }, [])).toBe(false);
  });
});

describe("two events of one subject", () => {
  const webhook = (minutes: number, asOf: number | null) => ({
    triggeredAt: at(minutes),
    fetched: false,
    body: asOf === null ? {} : { updated_at: at(asOf).toString() },
  });
  const fetched = (minutes: number, asOf: number | null) => ({ ...webhook(minutes, asOf), fetched: true });

  test.for<[fact: string, same: boolean, ...Parameters<typeof isSameNews>]>([
    ["a late webhook of what was fetched", true, webhook(0, 0), fetched(0, 30)],
    ["a webhook that tells of a later change", false, webhook(31, 31), fetched(0, 30)],
    ["a webhook of what never changes, such as a refund", true, webhook(0, null), fetched(0, null)],
    ["a fetched event that a webhook told meanwhile", true, fetched(0, 30), webhook(0, 0)],
    ["a fetched event that happened after the webhook", false, fetched(30, 30), webhook(0, 0)],
    ["two webhooks", false, webhook(0, 0), webhook(0, 0)],
    ["two fetched events", false, fetched(0, 0), fetched(0, 0)],
  ])("%s", ([, same, event, earlier]) => expect(isSameNews(event, earlier)).toBe(same));

  test("a consent is as old as it says", () => {
    const consent = (minutes: number) => ({ sms_marketing_consent: { consent_updated_at: at(minutes).toString() } });
    const event = (isFetched: boolean, minutes: number) => ({
      triggeredAt: at(minutes),
      fetched: isFetched,
      body: consent(minutes),
    });
    expect(isSameNews(event(false, 5), event(true, 5))).toBe(true);
    expect(isSameNews(event(false, 6), event(true, 5))).toBe(false);
  });

  test("both topics of a checkout tell the same of it", () => {
    expect(topicsLike("checkouts/update")).toEqual(topicsLike("checkouts/create"));
    expect(topicsLike("orders/create")).toEqual(["orders/create"]);
  });
});
