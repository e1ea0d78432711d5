import { expect, test } from "vitest";
import { manualMovement } from "#core/credits/manual-entry.ts";

test.for([
  ["a grant gives", "grant", 50, 0],
  ["an adjustment gives", "adjust", 50, 0],
  ["an adjustment takes", "adjust", -50, 50],
] as const)("%s", ([, type, credits, balance]) => {
  expect(manualMovement(type, credits, "why", balance)).toEqual({
    type,
    amount: credits,
    reserved: 0,
    messageId: null,
    note: "why",
  });
});

test.for([
  ["nothing at all", "adjust", 0, 10, /other than 0/],
  ["a part of a credit", "grant", 1.5, 10, /whole number/],
  ["no number", "grant", Number.NaN, 10, /whole number/],
  ["a grant that takes", "grant", -5, 10, /a grant gives/],
  ["more than is free", "adjust", -11, 10, /only 10 are free/],
  ["more than a shop can hold", "grant", 2_000_000_000, 10, /1,000,000,000 at most/],
] as const)("refused: %s", ([, type, credits, balance, why]) => {
  expect(() => manualMovement(type, credits, "", balance)).toThrow(why);
});
