import { expect, test } from "vitest";
import { CreditBudget } from "#core/simulation/credit-budget.ts";

test("an uncovered amount is not paid and does not block a smaller one", () => {
  const purse = new CreditBudget(3);
  expect([purse.pay(2), purse.pay(2), purse.pay(1)]).toEqual([true, false, true]);
  expect(purse.balance).toBe(0);
});

test("what others spent never leaves less than nothing", () => {
  const purse = new CreditBudget(1);
  purse.adjust(-5);
  purse.adjust(2);
  expect(purse.balance).toBe(2);
});

test("without a limit all is paid", () => {
  const purse = new CreditBudget(Infinity);
  expect(purse.pay(1_000_000)).toBe(true);
  expect(purse.balance).toBe(Infinity);
});
