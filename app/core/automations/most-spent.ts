import type { Step } from "../actions/index.ts";

/**
 * The most that steps can come to for one customer: of arms, only one is gone.
 * @param of what one step comes to by itself
 */
export const mostSpent = (steps: readonly Step[], of: (stepId: string) => number): number =>
  steps.reduce(
    (sum, { id, arms }) => sum + of(id) + Math.max(0, ...(arms ?? []).map((arm) => mostSpent(arm.steps, of))),
    0,
  );
