import { expect, test } from "vitest";
import { CreditBudget } from "#core/simulation/credit-budget.ts";

test("an uncovered amount is not paid and does not block a smaller one", () => {
  const budget = new CreditBudget(3);
  expect([budget.pay(2), budget.pay(2), budget.pay(1)]).toEqual([true, false, true]);
  expect(budget.balance).toBe(0);
});

test("what others spent never leaves less than nothing", () => {
  const budget = new CreditBudget(1);
  budget.adjust(-5);
  budget.adjust(2);
  expect(budget.balance).toBe(2);
});

test("without a limit all is paid", () => {
  const budget = new CreditBudget(Infinity);
  expect(budget.pay(1_000_000)).toBe(true);
  expect(budget.balance).toBe(Infinity);
});
