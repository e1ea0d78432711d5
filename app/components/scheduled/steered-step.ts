import type { Obstacle } from "#core/scheduled/step-changes.ts";

/** A step that waits, as far as changing what becomes of it needs to know it. */
export interface SteeredStep {
  id: string;
  /** What it does, and for whom, in words. */
  tells: string;
  who: string;
  /** When it is due, in words and by the shop's clock. */
  due: string;
  local: { date: string; time: string };
  cancelling: Obstacle | null;
  moving: Obstacle | null;
}
