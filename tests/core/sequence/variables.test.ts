import { expect, test } from "vitest";
import { variablesOf } from "#core/sequence/variables.ts";

const person = { firstName: "Rosa", lastName: null, email: "rosa@example.com", phone: "+12125550147" };
const shop = { name: "Juniper & Co", url: "https://juniper.example" };

test("a text may name what happened, who it is for as known now, and the shop", () => {
  expect(variablesOf({ order: { name: "#2001" } }, person, shop)).toEqual({
    order: { name: "#2001" },
    customer: { first_name: "Rosa", last_name: null, email: "rosa@example.com", phone: "+12125550147" },
    shop,
  });
});

test("an event cannot pass for the customer or the shop", () => {
  expect(variablesOf({ customer: { first_name: "Mallory" }, shop: { name: "Elsewhere" } }, person, shop)).toMatchObject({ customer: { first_name: "Rosa" }, shop });
});
