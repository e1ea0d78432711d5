import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isUnreachable, unreachableUntil } from "#core/sending/reachability.ts";
import { anInstant, at } from "../instant.ts";

const NOW = at("2026-03-07T16:00:07.250Z");

describe("an error that says that a number gets no texts is believed for", () => {
  test.for([
    ["a phone that is switched off", "30003", 1],
    ["a number that is given up", "30005", 30],
    ["a landline", "30006", 180],
    ["no number at all", "21211", 365],
    ["no mobile number", "21614", 365],
  ] as const)("%s, %s: %i days", ([, code, days]) => {
    expect(unreachableUntil(code, NOW)).toEqual(NOW.add({ hours: 24 * days }));
  });
});

test.for([
  [null, "no code"],
  ["21610", "a stop, which is suppression"],
  ["30001", "a full queue"],
  ["30004", "a blocked message"],
  ["30007", "a carrier's filter"],
  ["30008", "an unknown error"],
  ["30034", "an unregistered sender"],
  ["20429", "too many requests"],
  ["", "an empty code"],
  ["30006 ", "no code of Twilio's"],
] as const)("%s, %s, says nothing about the number", ([code]) => {
  expect(unreachableUntil(code, NOW)).toBeNull();
});

test("a number is unreachable from the error until the day that it is forgotten, and not from then on", () => {
  const codes = fc.constantFrom("30003", "30005", "30006", "21211", "21614");
  fc.assert(
    fc.property(codes, anInstant, fc.integer({ min: 0, max: 400 * 86_400_000 }), (code, since, later) => {
      const until = unreachableUntil(code, since);
      if (!until) throw new Error(`${code} says nothing`);
      const now = since.add({ milliseconds: later });
      const unreachable = { code, since: since.toString(), until: until.toString() };
      expect(isUnreachable({ unreachable }, now)).toBe(now.epochMilliseconds < until.epochMilliseconds);
      expect(isUnreachable({ unreachable }, until)).toBe(false);
      expect(isUnreachable({ unreachable }, until.subtract({ milliseconds: 1 }))).toBe(true);
      expect(isUnreachable({ unreachable: null }, now)).toBe(false);
    }),
  );
});
