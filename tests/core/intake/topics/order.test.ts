import { describe, expect, test } from "vitest";
import { parseLossless } from "#core/intake/normalize.ts";
import { longOrderJson, order } from "../fixtures.ts";
import { customerIn, normalizedEventIn } from "../understood.ts";

test("an order has its template facts and its checkout", () => {
  expect(normalizedEventIn("orders/create", order)).toMatchObject({
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

test.for([
  "orders/create",
  "orders/updated",
  "orders/paid",
  "orders/fulfilled",
  "orders/partially_fulfilled",
  "orders/cancelled",
])("%s is about the same order", (topic) => {
  expect(normalizedEventIn(topic, order).subject).toBe("order:5550001");
});

test("an order that came from no checkout is related to nothing", () => {
  expect(normalizedEventIn("orders/create", { ...order, checkout_token: null }).relatedSubject).toBeNull();
  expect(normalizedEventIn("orders/create", { ...order, checkout_token: "  " }).relatedSubject).toBeNull();
});

test("an order without items counts none", () => {
  for (const line_items of [[], null, undefined]) {
    expect(normalizedEventIn("orders/create", { ...order, line_items }).facts.order).toMatchObject({
      item_count: 0,
      first_item: null,
    });
  }
});

test("an item whose quantity cannot be read counts as one", () => {
  const line_items = [{ title: "Soap", quantity: "many" }, { title: "Comb" }, { title: "Towel", quantity: 2 }];
  expect(normalizedEventIn("orders/create", { ...order, line_items }).facts.order).toMatchObject({
    item_count: 4,
    first_item: "Soap",
  });
});

test("ids past 2^53 stay exact", () => {
  const { subject, customer, facts } = normalizedEventIn("orders/create", parseLossless(longOrderJson));
  expect(subject).toBe("order:820982911946154508");
  expect(customer?.shopifyId).toBe("115310627314723954");
  expect(facts.order?.id).toBe("820982911946154508");
});

test("all that conditions may ask of an order is among its facts", () => {
  const expected = {
    ...order,
    subtotal_price: "60.00",
    fulfillment_status: "partial",
    cancel_reason: "inventory",
    source_name: "web",
    note: "Ring twice",
    tags: "gift, summer",
    discount_codes: [{ code: "HELLO10", amount: "6.00" }],
    note_attributes: [
      { name: "Delivery date", value: "2026-05-09" },
      { name: "gift.wrap", value: true },
    ],
  };
  expect(normalizedEventIn("orders/cancelled", expected).facts.order).toEqual({
    id: "5550001",
    closed_at: null,
    delivery_method: "shipping",
    presentment_currency: null,
    presentment_total: null,
    requires_shipping: null,
    test: false,
    name: "#2001",
    total: "64.50",
    subtotal: "60.00",
    currency: "USD",
    item_count: 4,
    first_item: "Olive soap",
    status_url: "https://shop.example/orders/2001/status",
    financial_status: "paid",
    fulfillment_status: "partial",
    cancel_reason: "inventory",
    created_at: "2026-05-02T14:00:00Z",
    tags: ["gift", "summer"],
    discount_codes: ["HELLO10"],
    source: "web",
    note: "Ring twice",
    first: null,
    fields: { "Delivery date": "2026-05-09", gift_wrap: "true" },
    lines: [
      {
        product_id: null,
        variant_id: null,
        title: "Olive soap",
        sku: "SOAP-1",
        vendor: "Juniper",
        quantity: 3,
        price: "7.50",
        currency: "USD",
        product_type: null,
        collections: null,
        product_tags: null,
      },
      {
        product_id: null,
        variant_id: null,
        title: "Cedar comb",
        sku: null,
        vendor: "Juniper",
        quantity: 1,
        price: "42.00",
        currency: "USD",
        product_type: null,
        collections: null,
        product_tags: null,
      },
    ],
  });
});

test("of an order of which nothing was sent Shopify says nothing, and we say so", () => {
  expect(normalizedEventIn("orders/create", order).facts.order?.fulfillment_status).toBe("unfulfilled");
});

test("a name that every object has is a name like any other", () => {
  const note_attributes = JSON.parse(
    '[{"name":"__proto__","value":"x"},{"name":"constructor","value":"y"}]',
  ) as unknown;
  const { fields } = normalizedEventIn("orders/create", { ...order, note_attributes }).facts.order as {
    fields: object;
  };
  expect(Object.entries(fields)).toEqual([
    ["__proto__", "x"],
    ["constructor", "y"],
  ]);
});

describe("what was bought", () => {
  const line_items = [
    { title: "Olive soap", variant_id: 4_201, quantity: 3, price: "7.50" },
    { title: "Engraving", variant_id: null, quantity: 1, price: "5.00" },
  ];

  test("counts once, when the order is placed, and is wanted no longer", () => {
    expect(normalizedEventIn("orders/create", { ...order, line_items })).toMatchObject({
      bought: { total: "64.50", currency: "USD" },
      boughtVariantIds: ["4201"],
    });
  });

  test.for(["orders/updated", "orders/paid", "orders/fulfilled", "orders/cancelled"])(
    "does not count again at %s",
    (topic) => {
      expect(normalizedEventIn(topic, { ...order, line_items })).toMatchObject({ bought: null, boughtVariantIds: [] });
    },
  );

  test("is nothing where the order does not say its total", () => {
    expect(normalizedEventIn("orders/create", { ...order, total_price: null }).bought).toBeNull();
  });
});

describe("who ordered", () => {
  const withoutNumber = { ...order.customer, default_address: { ...order.customer.default_address, phone: null } };
  const ownAddress = { first_name: "Rosa", last_name: "Delgado", phone: "+13125550103" };

  test("is the customer's own record first, then the order, then its addresses", () => {
    expect(customerIn("orders/create", order)).toEqual({
      shopifyId: "7005001",
      phone: "+12125550147",
      numbers: [{ phone: "+12125550147", origin: "billing" }],
      email: "rosa@example.com",
      firstName: "Rosa",
      lastName: "Delgado",
      countryCode: "US",
      provinceCode: "NJ",
      locale: "en-US",
      tags: ["regular"],
      state: null,
      since: null,
      updatedAt: "2026-05-01T13:00:00Z",
    });
  });

  test.for([
    [
      "the customer's",
      { customer: { ...order.customer, phone: "+13125550101" }, phone: "+13125550102" },
      "+13125550101",
    ],
    ["the order's", { phone: "+13125550102", billing_address: { phone: "+13125550104" } }, "+13125550102"],
    [
      "the one beside the tick for marketing texts",
      { sms_marketing_phone: "+13125550105", billing_address: { phone: "+13125550104" } },
      "+13125550105",
    ],
    ["the account address's", { billing_address: { phone: "+13125550104" } }, "+12125550147"],
    [
      "the billing address's",
      { customer: withoutNumber, billing_address: { phone: "+13125550104" }, shipping_address: ownAddress },
      "+13125550104",
    ],
    ["their own shipping address's", { customer: withoutNumber, shipping_address: ownAddress }, "+13125550103"],
    ["no friend's", { customer: withoutNumber, shipping_address: { ...ownAddress, first_name: "Ben" } }, null],
    [
      "the next that is one, where the first is no",
      { customer: withoutNumber, phone: "call me", billing_address: { phone: "+13125550104" } },
      "+13125550104",
    ],
  ] as const)("has %s number", ([, expected, phone]) => {
    expect(customerIn("orders/create", { ...order, ...expected }).phone).toBe(phone);
  });

  test("is as old as their own record, or else as the order", () => {
    expect(customerIn("orders/create", { ...order, customer: { ...order.customer, updated_at: null } }).updatedAt).toBe(
      "2026-05-02T14:00:05Z",
    );
  });

  test("is null for an anonymous point-of-sale order", () => {
    const anonymous = { ...order, customer: null, phone: null, email: null };
    expect(normalizedEventIn("orders/create", anonymous).customer).toBeNull();
    expect(customerIn("orders/create", { ...anonymous, email: "rosa@example.com" })).toMatchObject({
      shopifyId: null,
      phone: null,
      numbers: [],
      email: "rosa@example.com",
    });
  });
});
