import { expect, test } from "vitest";
import { customerRecord } from "./fixtures.ts";
import { customerIn, occurrenceIn } from "./understood.ts";

test.for(["customers/create", "customers/update", "customers/enable", "customers/disable"])("%s tells of the person alone", (topic) => {
  expect(occurrenceIn(topic, customerRecord)).toEqual({
    subject: "customer:7005001",
    relatedSubject: null,
    customer: {
      shopifyId: "7005001",
      phone: "+12125550147",
      email: "rosa@example.com",
      firstName: "Rosa",
      lastName: "Delgado",
      countryCode: "US",
      provinceCode: "NY",
      locale: null,
      updatedAt: "2026-05-01T13:00:00Z",
    },
    consent: null,
    shop: null,
    privacy: null,
    facts: {},
  });
});

test("names come from the address where the record has none, and both from the same place", () => {
  expect(customerIn("customers/create", { ...customerRecord, first_name: null, last_name: " " })).toMatchObject({ firstName: "Rosa", lastName: "Delgado" });
});

test("a customer with nothing but an id is one still", () => {
  expect(customerIn("customers/create", { id: 12 })).toEqual({
    shopifyId: "12",
    phone: null,
    email: null,
    firstName: null,
    lastName: null,
    countryCode: null,
    provinceCode: null,
    locale: null,
    updatedAt: null,
  });
});

test("a number alone tells its country", () => {
  expect(customerIn("customers/update", { id: 12, phone: "+16045550199" })).toMatchObject({ phone: "+16045550199", countryCode: "CA" });
});
