import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMoney, inUnits, readAmount } from "#core/intake/money.ts";

test.for([
  ["86.00", "86.00"],
  [" 86 ", "86"],
  [86.5, "86.5"],
  [0, "0"],
  ["-4.20", "-4.20"],
  ["1,000.00", null],
  ["much", null],
  ["", null],
  [1e21, null],
  [null, null],
  [undefined, null],
] as const)("the amount %j is %j", ([written, expected]) => {
  expect(readAmount(written)).toBe(expected);
});

describe("sums", () => {
  test.for([
    [[], "0"],
    [["43.00"], "43.00"],
    [["0.10", "0.20"], "0.30"],
    [["100", "0.005"], "100.005"],
    [["5.00", "-7.50"], "-2.50"],
    [["9007199254740993.01", "0.01"], "9007199254740993.02"],
  ] as const)("%j is %s", ([amounts, expected]) => {
    expect(addMoney(amounts)).toBe(expected);
  });

  test("are those of whole cents, in any order", () => {
    const cents = fc.array(fc.integer({ min: -10_000_000, max: 10_000_000 }), { maxLength: 8 });
    fc.assert(
      fc.property(cents, (list) => {
        const written = list.map(
          (one) =>
            `${one < 0 ? "-" : ""}${Math.trunc(Math.abs(one) / 100)}.${String(Math.abs(one) % 100).padStart(2, "0")}`,
        );
        expect(inUnits(addMoney(written), 2)).toBe(BigInt(list.reduce((sum, one) => sum + one, 0)));
        expect(addMoney(written.toReversed())).toBe(addMoney(written));
      }),
    );
  });
});
