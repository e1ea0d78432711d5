import { expect, test } from "vitest";
import { matchTriggers } from "#core/triggers/index.ts";
import { customerRef } from "#core/intake/shapes.ts";
import { checkout, guestCheckout } from "../fixtures.ts";
import { customerIn, normalizedEventIn } from "../understood.ts";

test.for(["checkouts/create", "checkouts/update"])("%s tells of the checkout by its token", (topic) => {
  expect(normalizedEventIn(topic, checkout)).toMatchObject({
    subject: "checkout:tok-ada",
    relatedSubject: null,
    facts: {
      checkout: {
        token: "tok-ada",
        url: "https://shop.example/checkouts/tok-ada/recover",
        total: "49.50",
        currency: "USD",
        completed_at: null,
        item_count: 1,
        first_item: "Olive soap",
      },
    },
  });
});

test("a guest without a customer is known by number, its country from the address", () => {
  expect(customerIn("checkouts/create", guestCheckout)).toMatchObject({
    shopifyId: null,
    phone: "+442079460018",
    countryCode: "GB",
    provinceCode: null,
    firstName: "Nia",
    lastName: "Okafor",
  });
});

test("a national number without an address is ignored; the e-mail address is a customer", () => {
  expect(customerIn("checkouts/create", { ...guestCheckout, shipping_address: null })).toMatchObject({
    shopifyId: null,
    phone: null,
    numbers: [],
    email: "rosa@example.com",
  });
});

test("an international number needs no address and gives the country", () => {
  expect(
    customerIn("checkouts/create", { ...guestCheckout, phone: "+33 6 12 34 56 78", shipping_address: null }),
  ).toMatchObject({
    phone: "+33612345678",
    countryCode: "FR",
  });
});

test("the number given for marketing texts serves where the checkout has no other", () => {
  expect(
    customerIn("checkouts/create", { ...guestCheckout, phone: null, sms_marketing_phone: "+12125550150" }).phone,
  ).toBe("+12125550150");
});

test("a checkout with nothing but an e-mail address names a customer", () => {
  const nobody = { ...checkout, customer: null, phone: null, shipping_address: null };
  expect(customerIn("checkouts/create", nobody)).toEqual({
    ...customerRef({ shopifyId: null }),
    email: "rosa@example.com",
    numbers: [],
    locale: "en-US",
    tags: null,
    state: null,
    since: null,
    updatedAt: "2026-05-02T13:30:00Z",
  });
});

test("an anonymous checkout names no customer", () => {
  for (const email of [null, "", " "]) {
    const nobody = { ...checkout, customer: null, phone: null, email, shipping_address: null };
    expect(normalizedEventIn("checkouts/create", nobody).customer).toBeNull();
  }
});

test("an empty text reads as null", () => {
  const { facts } = normalizedEventIn("checkouts/update", {
    ...checkout,
    abandoned_checkout_url: "  ",
    line_items: [{ title: "" }],
  });
  expect(facts.checkout).toMatchObject({ url: null, first_item: null, item_count: 1 });
});

test("a time that cannot be read is none", () => {
  expect(
    normalizedEventIn("checkouts/update", { ...checkout, completed_at: "yesterday" }).facts.checkout?.completed_at,
  ).toBeNull();
});

test("a completed checkout ends the trigger, an open one may be abandoned", () => {
  const meaning = (completed_at: string | null) =>
    matchTriggers("checkouts/update", normalizedEventIn("checkouts/update", { ...checkout, completed_at }));
  expect(meaning(null)).toEqual({ candidateFor: ["checkout_abandoned"], planned: [], over: [] });
  expect(meaning("2026-05-02T10:00:00-04:00")).toEqual({ candidateFor: [], planned: [], over: ["checkout_completed"] });
});

test("what lies in an open checkout is wanted, at the price of one", () => {
  const line_items = [
    { title: "Olive soap", variant_id: 4_201, product_id: 9_201, quantity: 3, price: "7.50" },
    { title: "Gift wrapping", variant_id: null, product_id: null, quantity: 1, price: "2.00" },
  ];
  expect(normalizedEventIn("checkouts/update", { ...checkout, line_items }).wanted).toEqual([
    { variantId: "4201", price: "7.50", source: "checkout" },
  ]);
  expect(
    normalizedEventIn("checkouts/update", { ...checkout, line_items, completed_at: "2026-05-02T10:00:00Z" }).wanted,
  ).toEqual([]);
  expect(normalizedEventIn("checkouts/update", { ...checkout, line_items }).facts.checkout?.lines).toMatchObject([
    { title: "Olive soap", variant_id: "4201", currency: "USD" },
    { title: "Gift wrapping", variant_id: null },
  ]);
});
