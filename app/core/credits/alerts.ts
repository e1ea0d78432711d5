/** The direction in which a balance crossed a threshold: to below it, or back; null for neither. */
export type ThresholdCrossing = "fell" | "rose" | null;

/** @param threshold the lowest balance that is not below it */
export function thresholdCrossed(before: number, after: number, threshold: number): ThresholdCrossing {
  if (before >= threshold && after < threshold) return "fell";
  return before < threshold && after >= threshold ? "rose" : null;
}

const alertKinds = ["credits_low", "credits_empty"] as const;
export type AlertKind = (typeof alertKinds)[number];

/** The lowest balance that is not empty. */
const MIN_BALANCE = 1;

export interface BalanceMovement {
  before: number;
  after: number;
  /** Credits came from a grant, purchase or adjustment, not from a released or refunded text. */
  toppedUp: boolean;
}

/** The alert to send after a movement: the more serious one. */
export function alertOf({ before, after }: BalanceMovement, lowBalanceAt: number): AlertKind | null {
  if (thresholdCrossed(before, after, MIN_BALANCE) === "fell") return "credits_empty";
  return thresholdCrossed(before, after, lowBalanceAt) === "fell" ? "credits_low" : null;
}

/**
 * The alerts that end and may be sent again. Only a top-up ends an alert: a released text lifts the balance only
 * briefly, and the next text would repeat the alert.
 */
export function endedAlerts({ after, toppedUp }: BalanceMovement, lowBalanceAt: number): AlertKind[] {
  if (!toppedUp) return [];
  const thresholds: Record<AlertKind, number> = { credits_low: lowBalanceAt, credits_empty: MIN_BALANCE };
  return alertKinds.filter((kind) => after >= thresholds[kind]);
}
