import type { StepChangeBlocker } from "#core/scheduled/step-changes.ts";

/** A scheduled step, with what its actions need. */
export interface ChangedStep {
  id: string;
  /** The step's summary and the customer's name. */
  tells: string;
  who: string;
  /** The formatted due time, in the shop's time zone. */
  due: string;
  local: { date: string; time: string };
  cancelling: StepChangeBlocker | null;
  moving: StepChangeBlocker | null;
}
