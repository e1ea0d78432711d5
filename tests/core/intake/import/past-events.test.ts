import { describe, expect, test } from "vitest";
import { pastEventsOf } from "#core/intake/import/past-events.ts";
import { orderAsOf } from "#core/intake/import/order-as-of.ts";
import { Temporal } from "#core/time/time.ts";

const at = (time: string) => Temporal.Instant.from(`2026-02-${time}Z`);
const BEFORE = at("20T00:00:00");

const order = {
  id: "41",
  name: "#1041",
  created_at: "2026-02-01T10:00:00Z",
  processed_at: "2026-02-01T10:00:00Z",
  updated_at: "2026-02-10T10:00:00Z",
  cancelled_at: "2026-02-10T10:00:00Z",
  cancel_reason: "customer",
  closed_at: null,
  financial_status: "refunded",
  fulfillment_status: "fulfilled",
  total_price: "50.00",
  current_total_price: "0.00",
  line_items: [{ title: "Mug", quantity: 2, current_quantity: 0 }],
  refunds: [
    {
      id: "5",
      created_at: "2026-02-09T10:00:00Z",
      transactions: [{ kind: "refund", status: "success", amount: "50.00" }],
    },
  ],
  fulfillments: [
    { id: "6", created_at: "2026-02-03T10:00:00Z", updated_at: "2026-02-05T10:00:00Z", shipment_status: "delivered" },
  ],
  transactions: [{ kind: "sale", status: "success", processed_at: "2026-02-01T10:05:00Z" }],
};
const eventsOf = (body: Record<string, unknown> = order, before = BEFORE) =>
  pastEventsOf({ kind: "order", body, before });

describe("the history of an imported order", () => {
  test("is the events that its webhooks would have been, oldest first", () => {
    expect(eventsOf().map(({ topic, at: when }) => `${topic} ${when.toString()}`)).toEqual([
      "orders/create 2026-02-01T10:00:00Z",
      "orders/paid 2026-02-01T10:05:00Z",
      "orders/fulfilled 2026-02-03T10:00:00Z",
      "fulfillments/create 2026-02-03T10:00:00Z",
      "fulfillments/update 2026-02-05T10:00:00Z",
      "refunds/create 2026-02-09T10:00:00Z",
      "orders/cancelled 2026-02-10T10:00:00Z",
    ]);
  });

  test("ends where webhooks begin", () => {
    expect(eventsOf(order, at("05T00:00:00")).map(({ topic }) => topic)).toEqual([
      "orders/create",
      "orders/paid",
      "orders/fulfilled",
      "fulfillments/create",
    ]);
  });

  test("shows the order in each event as it was then", () => {
    const statesOf = (body: Readonly<Record<string, unknown>>) => [
      body.financial_status,
      body.fulfillment_status,
      body.current_total_price,
      body.cancelled_at,
      (body.refunds as unknown[]).length,
      (body.fulfillments as unknown[]).length,
    ];
    const states = Object.fromEntries(
      eventsOf()
        .filter(({ topic }) => topic.startsWith("orders/"))
        .map(({ topic, body }) => [topic, statesOf(body)]),
    );
    expect(states).toEqual({
      "orders/create": ["pending", null, "50.00", null, 0, 0],
      "orders/paid": ["paid", null, "50.00", null, 0, 0],
      "orders/fulfilled": ["paid", "fulfilled", "50.00", null, 0, 1],
      "orders/cancelled": ["refunded", "fulfilled", "0.00", order.cancelled_at, 1, 1],
    });
  });

  test("has a carrier that says nothing before it said something", () => {
    const shown = orderAsOf(order, at("04T00:00:00"));
    expect(shown.fulfillments).toEqual([
      { id: "6", created_at: "2026-02-03T10:00:00Z", updated_at: "2026-02-03T10:00:00Z", shipment_status: null },
    ]);
    expect(shown.line_items).toEqual([{ title: "Mug", quantity: 2, current_quantity: 2 }]);
  });

  test("as of now is the order as it is", () => {
    const now = at("19T00:00:00");
    expect(orderAsOf(order, now)).toEqual({ ...order, updated_at: now.toString() });
  });

  test("of an order without a time is empty", () => {
    expect(eventsOf({ id: "42" })).toEqual([]);
  });
});

test("an abandoned checkout was left at its last change", () => {
  const body = {
    token: "abc",
    created_at: "2026-02-01T10:00:00Z",
    updated_at: "2026-02-01T10:20:00Z",
    completed_at: null,
  };
  expect(pastEventsOf({ kind: "checkout", body, before: BEFORE })).toEqual([
    { topic: "checkouts/create", at: at("01T10:20:00"), body },
  ]);
});

test("a consent was given when Shopify says", () => {
  const body = {
    id: "7",
    phone: "+12125550123",
    sms_marketing_consent: { consent_updated_at: "2026-02-02T10:00:00Z" },
  };
  expect(pastEventsOf({ kind: "consent", body, before: BEFORE })).toEqual([
    { topic: "customers_marketing_consent/update", at: at("02T10:00:00"), body },
  ]);
});
