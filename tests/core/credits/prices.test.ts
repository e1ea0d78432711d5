import { getCountries } from "libphonenumber-js/min";
import { describe, expect, test } from "vitest";
import { isNotServed, notServedReason } from "#core/credits/not-served.ts";
import { creditsFor, pricePerSegment, servedCountries } from "#core/credits/prices.ts";
import { readPhone } from "#core/customers/phone-number.ts";

test("a text costs its segments, at the price of its country", () => {
  expect(creditsFor(1, "US")).toBe(1);
  expect(creditsFor(3, "US")).toBe(3);
  expect(creditsFor(2, "GB")).toBe(8);
});

test.for(servedCountries())("a segment to %s costs whole credits", (country) => {
  expect(pricePerSegment(country)).toSatisfy((price: number) => Number.isInteger(price) && price > 0);
  expect(notServedReason(country)).toBeNull();
});

test.for(["JM", "DO", "ZZ", "", null])("%j is not served", (country) => {
  expect(pricePerSegment(country)).toBeNull();
});

test("every country that a number can be of is served, or left out on purpose, and none is both or twice", () => {
  const listed = [...servedCountries(), ...Object.values(isNotServed).flat()];
  expect(listed.toSorted()).toEqual(getCountries().toSorted());
  expect(new Set(listed).size).toBe(listed.length);
});

test.for([
  ["CU", "embargo"],
  ["RU", "sender_must_be_registered"],
  ["JM", "not_priced"],
  ["US", null],
  ["ZZ", null],
  [null, null],
] as const)("%s is left out: %s", ([country, why]) => {
  expect(notServedReason(country)).toBe(why);
});

describe("of a code that countries share, each number has the price of its own", () => {
  test.for<[number: string, of: string, price: number | null]>([
    ["+12125550123", "New York", 1],
    ["+14165550123", "Toronto", 1],
    ["+17875550123", "San Juan", 1],
    ["+18005550100", "toll-free", 1],
    ["+18765550123", "Kingston", null],
    ["+18095550123", "Santo Domingo", null],
    ["+16715550123", "Guam", null],
    ["+12425551234", "Nassau", null],
    ["+14415551234", "Hamilton", null],
    ["+447911123456", "Britain", 4],
    ["+447781100123", "Guernsey", 4],
    ["+447797712345", "Jersey", 4],
    ["+447624312345", "Isle of Man", 4],
    ["+443001234567", "one that may be of any of the four", 4],
    ["+447700900123", "one for films, which is no number", null],
    ["+79161234567", "Moscow", null],
    ["+77012345678", "Almaty", null],
    ["+393331234567", "Italy", 7],
    ["+3906698123456", "the Vatican", 7],
    ["+61412345678", "Australia", 4],
    ["+61891641234", "Christmas Island", 4],
    ["+4741234567", "Norway", 6],
    ["+4779123456", "Svalbard", 6],
    ["+358412345678", "Finland", 7],
    ["+33612345678", "France", 6],
    ["+590690001234", "Guadeloupe", null],
    ["+262692123456", "Réunion", null],
    ["+212650123456", "Morocco", null],
  ])("%s (%s)", ([number, , price]) => {
    expect(pricePerSegment(readPhone(number)?.country ?? null)).toBe(price);
  });
});
