import type { Step } from "../actions/index.ts";

/**
 * The maximum total of a per-step amount for one customer, who follows only one arm of a step.
 * @param amountOf the amount of a single step
 */
export const maxTotal = (steps: readonly Step[], amountOf: (stepId: string) => number): number =>
  steps.reduce(
    (sum, { id, arms }) =>
      sum + amountOf(id) + Math.max(0, ...(arms ?? []).map((arm) => maxTotal(arm.steps, amountOf))),
    0,
  );
