import { expect, test } from "vitest";
import { mayEraseConsent } from "#core/consent/retention.ts";
import { at } from "../instant.ts";

test.for([
  ["consent", "2030-11-20T12:00:00Z", false],
  ["consent", "2030-11-21T12:00:00Z", true],
  ["suppression", "2030-11-21T12:00:00Z", false],
  ["suppression", "2036-11-21T11:59:59Z", false],
  ["suppression", "2036-11-21T12:00:00Z", true],
] as const)("a %s of 2026-11-21 may be forgotten at %s: %s", ([record, now, may]) => {
  expect(mayEraseConsent(record, at("2026-11-21T12:00:00Z"), at(now))).toBe(may);
});
