import { expect, test } from "vitest";
import {
  DEFAULT_DISCLOSURE,
  disclosureParts,
  filledDisclosure,
  missingParts,
  nextDisclosureVersion,
} from "#core/consent/disclosure.ts";

test("what a shop begins with says all that it must", () => {
  expect(missingParts(DEFAULT_DISCLOSURE, "Juniper")).toEqual([]);
  expect(filledDisclosure(DEFAULT_DISCLOSURE, "Juniper")).toContain("marketing texts from Juniper at this number");
});

test.each([
  ["shop_name", "{{ shop.name }}", "us"],
  ["automated_marketing", "recurring automated marketing texts", "texts"],
  ["not_a_condition", "Consent is not a condition of purchase. ", ""],
  ["frequency", "Msg frequency varies. ", ""],
  ["rates", "Msg & data rates may apply. ", ""],
  ["stop", "STOP to opt out", "what you like"],
  ["help", ", HELP for help", ""],
])("without its words it lacks %s", (part, words, instead) => {
  expect(missingParts(DEFAULT_DISCLOSURE.replace(words, instead), "Juniper")).toEqual([part]);
});

test("an empty one lacks everything, and the shop's own name will do", () => {
  expect(missingParts("", "Juniper")).toEqual(disclosureParts);
  expect(missingParts(DEFAULT_DISCLOSURE.replace("{{ shop.name }}", "JUNIPER"), "Juniper")).toEqual([]);
});

test.each([
  [null, "2026-11-21"],
  ["2026-11-20b", "2026-11-21"],
  ["2026-11-21", "2026-11-21b"],
  ["2026-11-21b", "2026-11-21c"],
])("after %s comes %s", (before, version) => {
  expect(nextDisclosureVersion(before, "2026-11-21")).toBe(version);
});
