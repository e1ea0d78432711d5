/** How a balance passed a threshold: from at or above it to below, or back; null where it did neither. */
export type ThresholdCrossing = "fell" | "rose" | null;

/** @param threshold the least balance that is not below it */
export function thresholdCrossed(before: number, after: number, threshold: number): ThresholdCrossing {
  if (before >= threshold && after < threshold) return "fell";
  return before < threshold && after >= threshold ? "rose" : null;
}

const alertKinds = ["credits_low", "credits_empty"] as const;
export type AlertKind = (typeof alertKinds)[number];

/** The least balance that is not empty. */
const SOMETHING = 1;

export interface BalanceMovement {
  before: number;
  after: number;
  /** Credits came in from outside; what a text gave back is none of that. */
  toppedUp: boolean;
}

/** What a merchant is told when the balance has moved: the worse of what it fell below. */
export function alertOf({ before, after }: BalanceMovement, lowBalanceAt: number): AlertKind | null {
  if (thresholdCrossed(before, after, SOMETHING) === "fell") return "credits_empty";
  return thresholdCrossed(before, after, lowBalanceAt) === "fell" ? "credits_low" : null;
}

/**
 * The alerts that are over, and may be told anew. Only a top-up ends one: a text that gives its credit back lifts the
 * balance over the threshold for a moment, and the next one would tell the same again.
 */
export function endedAlerts({ after, toppedUp }: BalanceMovement, lowBalanceAt: number): AlertKind[] {
  if (!toppedUp) return [];
  const least: Record<AlertKind, number> = { credits_low: lowBalanceAt, credits_empty: SOMETHING };
  return alertKinds.filter((kind) => after >= least[kind]);
}
