import { expect, test } from "vitest";
import { chargeLateProof } from "#core/credits/late-proof.ts";

test.each([
  ["the balance covers it", 3, 2, -2, "went out after all"],
  ["it covers a part", 1, 2, -1, "went out after all: billed 2, balance covered 1"],
  ["it is empty", 0, 2, -0, "went out after all: billed 2, balance covered 0"],
])("%s", (_what, balance, billed, amount, note) => {
  expect(chargeLateProof("m", billed, { balance, reserved: 0 })).toEqual({
    type: "adjust",
    amount,
    reserved: 0,
    messageId: "m",
    note,
  });
});
