import { expect, test } from "vitest";
import { emptyEvent } from "#core/intake/define.ts";
import { parseLossless } from "#core/intake/normalize.ts";
import { customerRequest, shopRequest } from "../fixtures.ts";
import { normalizedEventIn } from "../understood.ts";

test.for([
  ["customers/redact", "erase_customer"],
  ["customers/data_request", "show_customer"],
] as const)("%s asks to %s, of whom it names by id, number and e-mail address", ([topic, asks]) => {
  expect(normalizedEventIn(topic, customerRequest)).toEqual({
    ...emptyEvent,
    subject: "customer:7005001",
    privacy: { asks, shopifyId: "7005001", phone: "+1 212-555-0147", email: "rosa@example.com" },
  });
});

test("a number stays as written: the shop's country reads a national one", () => {
  const request = { ...customerRequest, customer: { ...customerRequest.customer, phone: "212-555-0147" } };
  expect(normalizedEventIn("customers/redact", request).privacy).toEqual({
    asks: "erase_customer",
    shopifyId: "7005001",
    phone: "212-555-0147",
    email: "rosa@example.com",
  });
});

test.for(["customers/redact", "customers/data_request"])("%s may name a person by e-mail address alone", (topic) => {
  const request = { ...customerRequest, customer: { id: null, email: "nia@example.com", phone: " " } };
  expect(normalizedEventIn(topic, request)).toMatchObject({
    subject: "customer:unknown",
    privacy: { shopifyId: null, phone: null, email: "nia@example.com" },
  });
});

test("an id past 2^53 stays exact: no other customer is erased", () => {
  const body = parseLossless('{"customer": {"id": 115310627314723954, "email": null, "phone": null}}');
  expect(normalizedEventIn("customers/redact", body)).toMatchObject({
    subject: "customer:115310627314723954",
    privacy: { shopifyId: "115310627314723954" },
  });
});

test("shop/redact asks to erase the shop, and does not say once more that it left", () => {
  expect(normalizedEventIn("shop/redact", shopRequest)).toMatchObject({
    subject: "shop",
    shop: null,
    privacy: { asks: "erase_shop" },
  });
});
