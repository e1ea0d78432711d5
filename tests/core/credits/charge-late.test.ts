import { expect, test } from "vitest";
import { chargeLate } from "#core/credits/charge-late.ts";
import { append, release, reserve } from "#core/credits/ledger.ts";
import { verify } from "#core/credits/proof.ts";

test.each([
  ["the balance covers it", 3, 2, -2, "went out after all"],
  ["it covers a part", 1, 2, -1, "went out after all: billed 2, balance covered 1"],
  ["it is empty", 0, 2, -0, "went out after all: billed 2, balance covered 0"],
])("%s", (_what, balance, billed, amount, note) => {
  expect(chargeLate("m", billed, { balance, reserved: 0 })).toEqual({ type: "adjust", amount, reserved: 0, messageId: "m", note });
});

test("the ledger proves itself with it", () => {
  const { entries, end } = append({ balance: 0, reserved: 0, length: 0 }, [
    { type: "grant", amount: 5, reserved: 0, messageId: null },
    reserve("m", 2),
    release("m", 2),
    chargeLate("m", 2, { balance: 5, reserved: 0 }),
  ]);
  expect(verify(entries, end, [{ id: "m", credits: 2, open: false }])).toEqual([]);
});
