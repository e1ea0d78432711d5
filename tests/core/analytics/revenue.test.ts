import { expect, test } from "vitest";
import { NO_REVENUE, sumRevenue } from "#core/analytics/revenue.ts";

test("nothing earned is nothing", () => {
  expect(sumRevenue([])).toEqual(NO_REVENUE);
});

test("money is added exactly, currency by currency, the commoner first", () => {
  expect(
    sumRevenue([
      { currency: "EUR", total: "10.10", orders: 1 },
      { currency: "USD", total: "0.1", orders: 1 },
      { currency: "USD", total: "0.20", orders: 2 },
    ]),
  ).toEqual({
    orders: 4,
    amounts: [
      { currency: "USD", total: "0.30", orders: 3 },
      { currency: "EUR", total: "10.10", orders: 1 },
    ],
  });
});
