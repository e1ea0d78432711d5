import { describe, expect, test } from "vitest";
import { parseLossless } from "#core/intake/lossless-json.ts";
import { longOrderJson, order } from "./fixtures.ts";
import { customerIn, occurrenceIn } from "./understood.ts";

test("an order tells what templates may name of it, and the checkout that it came from", () => {
  expect(occurrenceIn("orders/create", order)).toMatchObject({
    subject: "order:5550001",
    relatedSubject: "checkout:tok-ada",
    consent: null,
    shop: null,
    facts: {
      order: {
        id: "5550001",
        name: "#2001",
        total: "64.50",
        currency: "USD",
        status_url: "https://shop.example/orders/2001/status",
        financial_status: "paid",
        item_count: 4,
        first_item: "Olive soap",
      },
    },
  });
});

test.for(["orders/create", "orders/updated", "orders/paid", "orders/fulfilled", "orders/partially_fulfilled", "orders/cancelled"])(
  "%s is about the same order",
  (topic) => {
    expect(occurrenceIn(topic, order).subject).toBe("order:5550001");
  },
);

test("an order that came from no checkout is related to nothing", () => {
  expect(occurrenceIn("orders/create", { ...order, checkout_token: null }).relatedSubject).toBeNull();
  expect(occurrenceIn("orders/create", { ...order, checkout_token: "  " }).relatedSubject).toBeNull();
});

test("an order without items counts none", () => {
  for (const line_items of [[], null, undefined]) {
    expect(occurrenceIn("orders/create", { ...order, line_items }).facts.order).toMatchObject({ item_count: 0, first_item: null });
  }
});

test("an item whose quantity cannot be read counts as one", () => {
  const line_items = [{ title: "Soap", quantity: "many" }, { title: "Comb" }, { title: "Towel", quantity: 2 }];
  expect(occurrenceIn("orders/create", { ...order, line_items }).facts.order).toMatchObject({ item_count: 4, first_item: "Soap" });
});

test("ids past 2^53 stay exact", () => {
  const { subject, customer, facts } = occurrenceIn("orders/create", parseLossless(longOrderJson));
  expect(subject).toBe("order:820982911946154508");
  expect(customer?.shopifyId).toBe("115310627314723954");
  expect(facts.order?.id).toBe("820982911946154508");
});

describe("who ordered", () => {
  test("is the customer's own record first, then the order, then its addresses", () => {
    expect(customerIn("orders/create", order)).toEqual({
      shopifyId: "7005001",
      phone: "+12125550147",
      email: "rosa@example.com",
      firstName: "Rosa",
      lastName: "Delgado",
      countryCode: "US",
      provinceCode: "NJ",
      locale: "en-US",
      updatedAt: "2026-05-01T13:00:00Z",
    });
  });

  test.for([
    ["the customer's", { customer: { ...order.customer, phone: "+13125550101" }, phone: "+13125550102" }, "+13125550101"],
    ["the order's", { phone: "+13125550102", shipping_address: { phone: "+13125550103" } }, "+13125550102"],
    ["the shipping address's", { shipping_address: { phone: "+13125550103" }, billing_address: { phone: "+13125550104" } }, "+13125550103"],
    ["the billing address's", { billing_address: { phone: "+13125550104" } }, "+13125550104"],
    ["the default address's", {}, "+12125550147"],
    ["the next that is one, where the first is not", { phone: "call me", billing_address: { phone: "+13125550104" } }, "+13125550104"],
  ] as const)("has %s number", ([, told, phone]) => {
    expect(customerIn("orders/create", { ...order, ...told }).phone).toBe(phone);
  });

  test("is as old as their own record, or else as the order", () => {
    expect(customerIn("orders/create", { ...order, customer: { ...order.customer, updated_at: null } }).updatedAt).toBe("2026-05-02T14:00:05Z");
  });

  test("is nobody where an order at the till names nobody", () => {
    expect(occurrenceIn("orders/create", { ...order, customer: null, phone: null }).customer).toBeNull();
  });
});
