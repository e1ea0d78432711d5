import { expect, test } from "vitest";
import { showMoney, showRevenue } from "#text/money.ts";

test.for([
  ["1234.5", "USD", "$1,234.50"],
  ["86.0000", "EUR", "€86.00"],
  ["1200", "JPY", "¥1,200"],
  ["3.5", "points", "3.5 points"],
] as const)("%s %s reads %s", ([amount, currency, shown]) => {
  expect(showMoney(amount, currency)).toBe(shown);
});

test("a price may need more places than its currency is used to", () => {
  expect(showMoney("0.018", "USD", 3)).toBe("$0.018");
  expect(showMoney("0.02", "USD", 3)).toBe("$0.02");
});

test("revenue is told currency by currency, and nothing where there is none", () => {
  expect(showRevenue([])).toBe("");
  expect(
    showRevenue([
      { total: "10", currency: "USD" },
      { total: "7.5", currency: "EUR" },
    ]),
  ).toBe("$10.00 + €7.50");
});
