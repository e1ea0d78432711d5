import { expect, test } from "vitest";
import { servedCountries } from "#core/credits/prices.ts";
import { readPhone } from "#core/customers/phone-number.ts";
import { countries } from "#sandbox/history/places.ts";
import { populate } from "#sandbox/history/population.ts";
import { firstCustomers } from "#sandbox/store/people.ts";

const shoppers = populate("a seed", 210);

test("the same seed gives the same shoppers, another one gives others", () => {
  expect(populate("a seed", 210)).toEqual(shoppers);
  expect(populate("another", 210).map(({ email }) => email)).not.toEqual(shoppers.map(({ email }) => email));
});

test("no two shoppers have one number or address, nor one of the store's known customers", () => {
  const known = firstCustomers("2026-01-01T00:00:00Z");
  const phones = [...shoppers, ...known].flatMap(({ phone }) => phone ?? []);
  const emails = [...shoppers, ...known].map(({ email }) => email);
  expect(new Set(phones).size).toBe(phones.length);
  expect(new Set(emails).size).toBe(emails.length);
});

test("some have no number, and every number is one of the country that its owner lives in", () => {
  expect(shoppers.filter(({ phone }) => phone === null).length).toBeGreaterThan(5);
  const strangers = shoppers.filter(
    ({ phone, address }) => phone !== null && readPhone(phone)?.country !== address.countryCode,
  );
  expect(strangers).toEqual([]);
});

test("they live in all of the countries, and texts go to each", () => {
  expect(new Set(shoppers.map(({ address }) => address.countryCode))).toEqual(
    new Set(countries.map(({ countryCode }) => countryCode)),
  );
  for (const { countryCode } of countries) expect(servedCountries()).toContain(countryCode);
});
