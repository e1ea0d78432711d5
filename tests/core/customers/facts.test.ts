import { expect, test } from "vitest";
import { blankRecord, customerValuesOf, factsOf } from "#core/customers/record.ts";
import { customerFields, shopFields } from "#core/customers/fields.ts";
import { valueAt } from "#core/plain-data.ts";

const rosa = factsOf(
  {
    ...blankRecord("c1", "shop", "7001"),
    firstName: "Rosa",
    email: "rosa@example.com",
    phone: "+12125550147",
    tags: ["vip"],
    smsConsent: "subscribed",
    fields: { colour: "green" },
  },
  ["Regulars"],
);
const shop = { name: "Juniper & Co", url: "https://juniper.example" };

test("a text may name what happened, who it is for as known now, and the shop", () => {
  expect(customerValuesOf({ order: { name: "#2001" } }, {}, rosa, shop)).toMatchObject({
    order: { name: "#2001" },
    customer: {
      first_name: "Rosa",
      last_name: null,
      email: "rosa@example.com",
      phone: "+12125550147",
      tags: ["vip"],
      segments: ["Regulars"],
      sms_consent: true,
      fields: { colour: "green" },
    },
    shop,
  });
});

test("what earlier steps made stands beside it", () => {
  expect(customerValuesOf({ order: { name: "#2001" } }, { discount: { code: "HI-1" } }, rosa, shop)).toMatchObject({
    discount: { code: "HI-1" },
    order: { name: "#2001" },
  });
});

test("neither an event nor a step can pass for the customer or the shop", () => {
  const forged = { customer: { first_name: "Mallory" }, shop: { name: "Elsewhere" } };
  expect(customerValuesOf(forged, forged, rosa, shop)).toMatchObject({ customer: { first_name: "Rosa" }, shop });
  expect(customerValuesOf(forged, {}, null, shop)).toMatchObject({ customer: null, shop });
});

test("agreed is only who has said yes", () => {
  const agreed = (smsConsent: "pending" | "unsubscribed" | "not_subscribed" | "subscribed") =>
    valueAt(customerValuesOf({}, {}, { ...rosa, smsConsent }, shop), "customer.sms_consent");
  expect([agreed("subscribed"), agreed("pending"), agreed("unsubscribed"), agreed("not_subscribed")]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test("every field that is offered of a customer and a shop is there, if only empty", () => {
  const values = customerValuesOf({}, {}, rosa, shop);
  const paths = [...customerFields, ...shopFields].flatMap(({ path, currency }) =>
    currency ? [path, currency] : [path],
  );
  expect(paths.filter((path) => valueAt(values, path) === undefined)).toEqual([]);
});

test.each([
  "constructor",
  "customer.constructor",
  "customer.__proto__",
  "customer.first_name.length",
  "customer.toString",
  "shop.hasOwnProperty",
  "",
])("what every object is born with is nobody's value: %j", (path) => {
  expect(valueAt(customerValuesOf({}, {}, rosa, shop), path)).toBeUndefined();
});
