import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalizeEvent, parseLossless } from "#core/intake/normalize.ts";
import {
  mergeOrders,
  orderFactsOf,
  orderKey,
  type OrderUpdate,
  type StoreOrder,
  withOrderNow,
} from "#core/intake/store-order.ts";
import { Temporal } from "#core/time/time.ts";
import { orderBody, ORDER } from "#tests/fixtures/bodies.ts";
import { refundBody, shipmentBody, shipmentEventBody } from "#tests/fixtures/order-bodies.ts";

const START = Temporal.Instant.from("2026-03-02T15:00:00Z");

/** What an event tells, some minutes after the order. */
function told(topic: string, body: string, minute: number, customerId: string | null = "ada"): OrderUpdate {
  const result = normalizeEvent(topic, parseLossless(body));
  if ("ignored" in result || !result.normalizedEvent.order) throw new Error(`${topic} tells of no order`);
  return {
    shopId: "s",
    customerId,
    erased: false,
    observed: result.normalizedEvent.order,
    triggeredAt: START.add({ minutes: minute }),
  };
}

const at = (minute: number): string => START.add({ minutes: minute }).toString();
const whole = (topic: string, minute: number, rest: Record<string, unknown> = {}): OrderUpdate =>
  told(topic, orderBody({ at: at(0), rest: { updated_at: at(minute), processed_at: at(0), ...rest } }), minute);

/** Delivers updates one after the other, each as a batch of its own. */
function delivered(updates: readonly OrderUpdate[]): StoreOrder | undefined {
  const known = new Map<string, StoreOrder>();
  for (const update of updates)
    // The database gives JSON back with its keys in an order of its own.
    for (const order of mergeOrders(known, [update]))
      known.set(orderKey(order), { ...order, told: shuffled(order.told) });
  return known.get(`s ${ORDER}`);
}
const shuffled = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value), (_key, each: unknown) =>
    each !== null && typeof each === "object" && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  ) as T;

const edited = {
  line_items: [
    { title: "Linen shirt", quantity: 2, current_quantity: 0 },
    { title: "Belt", quantity: 1 },
  ],
};
const updates = [
  whole("orders/create", 0),
  whole("orders/paid", 1, { financial_status: "paid" }),
  whole("orders/updated", 2, { ...edited, current_total_price: "18.00" }),
  whole("orders/fulfilled", 3, { ...edited, current_total_price: "18.00", fulfillment_status: "fulfilled" }),
  told("fulfillments/create", shipmentBody({ where: null }), 3),
  told("fulfillment_events/create", shipmentEventBody({ where: "delivered" }), 4),
  told("refunds/create", refundBody({ amounts: ["10.00"] }), 5),
  whole("orders/cancelled", 6, {
    ...edited,
    current_total_price: "0.00",
    cancelled_at: at(6),
    cancel_reason: "customer",
  }),
];

describe("an order is one thing, told by many events in any order", () => {
  const expected = delivered(updates);

  test("in the order of its life", () => {
    expect(expected).toMatchObject({
      total: "0.00",
      stands: false,
      customerId: "ada",
      cancelledAt: START.add({ minutes: 6 }),
    });
    expect(expected && orderFactsOf(expected)).toMatchObject({
      first_item: "Belt",
      item_count: 1,
      cancel_reason: "customer",
      refunded: "10.00",
      tracking_numbers: ["1Z82"],
      tracking_companies: ["UPS"],
    });
  });

  test("in whatever order the events come, once its first whole body is there, and however often each comes", () => {
    const wholes = updates.filter(({ observed }) => observed.whole);
    fc.assert(
      fc.property(
        fc.constantFrom(...wholes),
        fc.shuffledSubarray([...updates, ...updates], { minLength: updates.length * 2 }),
        (first, others) => {
          expect(delivered([first, ...others])).toEqual(expected);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("also as one batch, or cut into batches anywhere", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(updates, { minLength: updates.length }), fc.nat(updates.length), (order, cut) => {
        const known = new Map<string, StoreOrder>();
        for (const batch of [order, order.slice(0, cut), order.slice(cut)])
          for (const merged of mergeOrders(known, batch)) known.set(orderKey(merged), merged);
        expect(shuffled(known.get(`s ${ORDER}`)?.told)).toEqual(expected?.told);
        expect(known.get(`s ${ORDER}`)).toMatchObject({ stands: false, total: "0.00" });
      }),
    );
  });
});

test.for([
  ["orders/create", "orders/cancelled", "orders/fulfilled"],
  ["orders/cancelled", "orders/create", "orders/fulfilled"],
  ["orders/fulfilled", "orders/cancelled", "orders/create"],
] as const)("a cancelled order does not stand: %s, %s, %s", (topics) => {
  const bodies = { "orders/create": 0, "orders/fulfilled": 3, "orders/cancelled": 6 };
  const order = delivered(
    topics.map((topic) => whole(topic, bodies[topic], topic === "orders/cancelled" ? { cancelled_at: at(6) } : {})),
  );
  expect(order?.stands).toBe(false);
});

test.for<[fact: string, update: OrderUpdate, stands: boolean]>([
  ["a refund of some of it", told("refunds/create", refundBody({ amounts: ["20.00"] }), 2), true],
  ["a refund of all of it", told("refunds/create", refundBody({ amounts: ["43.00", "43.00"] }), 2), false],
  ["goods that came back without money", told("refunds/create", refundBody({ amounts: [] }), 2), true],
  ["Shopify calling it refunded", whole("orders/updated", 2, { financial_status: "refunded" }), false],
  ["Shopify closing it", whole("orders/updated", 2, { closed_at: at(2) }), true],
])("after %s, the order stands or not", ([, update, stands]) => {
  expect(delivered([whole("orders/create", 0), update])?.stands).toBe(stands);
});

test("a part of an order that nobody told of says too little to be an order", () => {
  expect(delivered([told("refunds/create", refundBody(), 1)])).toBeUndefined();
});

test("of an erased customer's order the sums stay, and nothing that names", () => {
  const order = delivered([
    whole("orders/create", 0),
    { ...whole("orders/updated", 1), erased: true, customerId: null },
  ]);
  expect(order).toMatchObject({ total: "86.00", customerId: null, told: null, stands: true });
  expect(order && withOrderNow({ order: { id: ORDER, name: "#1" } }, order)).toEqual({
    order: { id: ORDER, name: "#1" },
  });
});

test("a carrier's event has the tracking that the shipment's own event told", () => {
  const order = delivered([whole("orders/create", 0), told("fulfillments/create", shipmentBody(), 1)]);
  const event = normalizeEvent("fulfillment_events/create", parseLossless(shipmentEventBody()));
  if ("ignored" in event) throw new Error(event.ignored);
  expect(withOrderNow(event.normalizedEvent.facts, order)).toMatchObject({
    shipment: {
      status: "out_for_delivery",
      tracking_number: "1Z82",
      tracking_url: "https://track.example/1Z82",
      tracking_company: "UPS",
    },
    order: { name: "#1042", total: "86.00" },
  });
});

test("all numbers and pages of all parcels are named, but of none that was called back", () => {
  const parcel = (id: number, numbers: string[], status = "success") => ({
    id,
    status,
    tracking_numbers: numbers,
    tracking_urls: numbers.map((number) => `https://track.example/${number}`),
    tracking_company: "DHL",
    updated_at: at(1),
  });
  const order = delivered([
    whole("orders/fulfilled", 1, {
      fulfillments: [parcel(2, ["B"]), parcel(1, ["A1", "A2"]), parcel(3, ["C"], "cancelled")],
    }),
  ]);
  expect(order && orderFactsOf(order)).toMatchObject({
    tracking_numbers: ["A1", "A2", "B"],
    tracking_urls: ["https://track.example/A1", "https://track.example/A2", "https://track.example/B"],
    tracking_companies: ["DHL"],
  });
});

describe("how an order reaches the customer", () => {
  const ship = [{ title: "Mug", quantity: 1, requires_shipping: true }];
  const digital = [{ title: "Gift card", quantity: 1, requires_shipping: false }];
  const standard = [{ title: "Standard" }];
  test.for<[fact: string, rest: Record<string, unknown>, method: string | null, shipped: boolean | null]>([
    ["a parcel", { line_items: ship, shipping_lines: standard }, "shipping", true],
    ["gift cards", { line_items: digital, shipping_address: null }, "none", false],
    ["a parcel beside a gift card", { line_items: [...digital, ...ship] }, "shipping", true],
    ["a sale at the counter", { line_items: ship, shipping_address: null, source_name: "pos" }, "retail", true],
    ["a pick-up", { line_items: ship, shipping_lines: standard, shipping_address: null }, "pick_up", true],
    [
      "a pick-up by its name",
      { line_items: ship, shipping_lines: [{ delivery_category: "pick_up" }] },
      "pick_up",
      true,
    ],
    [
      "a courier of the shop",
      { line_items: ship, shipping_lines: [{ delivery_category: "local_delivery" }] },
      "local",
      true,
    ],
    ["nothing that is known", { line_items: [{ title: "Mug" }], shipping_address: null }, null, null],
  ])("%s", ([, rest, delivery_method, requires_shipping]) => {
    const order = delivered([whole("orders/create", 0, rest)]);
    expect(order && orderFactsOf(order)).toMatchObject({ delivery_method, requires_shipping });
  });
});

test("the buyer's money has its own amount and currency", () => {
  const set = (amount: string) => ({
    shop_money: { amount: "86.00" },
    presentment_money: { amount, currency_code: "EUR" },
  });
  const order = delivered([
    whole("orders/create", 0, { total_price_set: set("79.00"), current_total_price_set: set("70.00") }),
  ]);
  expect(order && orderFactsOf(order)).toMatchObject({ presentment_total: "70.00", presentment_currency: "EUR" });
});

describe("what an order is worth", () => {
  const worth = (list: readonly OrderUpdate[]) => {
    const order = delivered(list);
    return { gross: Number(order?.gross), net: Number(order?.net) };
  };
  const placed = Number(delivered([whole("orders/create", 0)])?.gross);
  const refund = (id: string, amount: string, minute: number) =>
    told("refunds/create", refundBody({ refund: 100 + Number(id), amounts: [amount] }), minute);

  test("is what it came to, without what was refunded", () => {
    expect(worth([whole("orders/create", 0)])).toEqual({ gross: placed, net: placed });
    // A refund of money alone leaves the total as it is.
    expect(worth([whole("orders/create", 0), refund("1", "10.50", 1)])).toEqual({ gross: placed, net: placed - 10.5 });
    // A refund of items lowers the total too, and counts once.
    expect(
      worth([
        whole("orders/create", 0),
        refund("1", "10.50", 1),
        whole("orders/updated", 2, { current_total_price: String(placed - 10.5) }),
      ]),
    ).toEqual({ gross: placed, net: placed - 10.5 });
  });

  test("is nothing once it is cancelled", () => {
    expect(worth([whole("orders/create", 0), whole("orders/cancelled", 1, { cancelled_at: at(1) })])).toEqual({
      gross: placed,
      net: 0,
    });
  });

  test("is gross without refunds, never below nothing, in whatever order they come", () => {
    const refunds = fc.array(fc.integer({ min: 1, max: 4_000 }), { maxLength: 5 });
    fc.assert(
      fc.property(refunds, fc.boolean(), (cents, backwards) => {
        const list = cents.map((amount, n) => refund(String(n), (amount / 100).toFixed(2), n + 1));
        const { gross, net } = worth([whole("orders/create", 0), ...(backwards ? list.toReversed() : list)]);
        expect(gross).toBe(placed);
        expect(net).toBeCloseTo(Math.max(0, placed - cents.reduce((sum, amount) => sum + amount, 0) / 100), 4);
      }),
    );
  });

  test("stays once its customer is forgotten, and a cancellation takes it away", () => {
    const forgotten = (update: OrderUpdate): OrderUpdate => ({ ...update, customerId: null, erased: true });
    const list = [whole("orders/create", 0), refund("1", "10.50", 1), forgotten(whole("orders/updated", 2))];
    expect(worth(list)).toEqual({ gross: placed, net: placed - 10.5 });
    expect(worth([...list, forgotten(whole("orders/cancelled", 3, { cancelled_at: at(3) }))])).toEqual({
      gross: placed,
      net: 0,
    });
  });
});
