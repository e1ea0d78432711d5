import { expect, test } from "vitest";
import { isPremiumRate } from "#core/sending/premium-rate.ts";
import { countryServed } from "#core/sending/guards/eligibility.ts";

const premium = [
  ["United States", "+19005550100"],
  ["United Kingdom", "+449098790000"],
  ["United Kingdom, shared cost", "+448445550100"],
  ["Germany", "+499001234567"],
  ["France", "+33891123456"],
  ["Spain", "+34806123456"],
  ["Italy", "+39899123456"],
  ["Australia", "+611900654321"],
] as const;
const ordinary = [
  ["United States", "+12125550123"],
  ["Canada", "+14165550126"],
  ["United Kingdom", "+447400123456"],
  ["Germany", "+4915123456789"],
  ["France", "+33612345678"],
  ["Spain", "+34612345678"],
  ["Italy", "+393123456789"],
  ["Australia", "+61412345678"],
] as const;

test.each(premium)("a number that charges who texts it gets no text: %s, %s", (_country, phone) => {
  expect(isPremiumRate(phone)).toBe(true);
  const facts = { recipient: { phone } } as Parameters<typeof countryServed.check>[0];
  expect(countryServed.check(facts, { body: "x" })).toMatchObject({ answer: "skip", reason: "country_not_served" });
});

test.each(ordinary)("a number of a person is none: %s, %s", (_country, phone) => {
  expect(isPremiumRate(phone)).toBe(false);
});
