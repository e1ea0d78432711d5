import type { StepChangeBlocker } from "#core/scheduled/step-changes.ts";

/** A step that waits, as far as changing what becomes of it needs to know it. */
export interface ChangedStep {
  id: string;
  /** What it does, and for whom, in words. */
  tells: string;
  who: string;
  /** When it is due, in words and by the shop's clock. */
  due: string;
  local: { date: string; time: string };
  cancelling: StepChangeBlocker | null;
  moving: StepChangeBlocker | null;
}
