import type { Reason } from "../activity/reasons.ts";
import type { SimulatedRow } from "./simulation.ts";

/** Reasons that the provider or the customer caused after the decision. A simulation cannot predict them. */
const PROVIDER_REASONS: ReadonlySet<string> = new Set([
  "provider_rejected",
  "provider_unreachable",
  "outcome_unknown",
  "opted_out",
] satisfies Reason[]);

export interface BacktestComparison {
  /** The number of identical rows. */
  agree: number;
  /** Texts with the same decision, which the provider then rejected, lost or priced differently. */
  delivery: number;
  /** Rows only in the log, and rows only in the simulation. */
  onlyReal: SimulatedRow[];
  onlyTrial: SimulatedRow[];
}

const keyOf = ({ customerId, action, stepId }: SimulatedRow): string => [customerId, action, stepId].join(" ");

/**
 * Compares the live log with a simulation row by row: same customer, step, status and reason at about the same time.
 * @param tolerance in milliseconds: a worker claims a step a little after its due time
 */
export function compareBacktests(
  real: readonly SimulatedRow[],
  trial: readonly SimulatedRow[],
  tolerance: number,
): BacktestComparison {
  const unmatched = Map.groupBy(trial, keyOf);
  const isNear = (a: SimulatedRow, b: SimulatedRow) =>
    Math.abs(a.at.epochMilliseconds - b.at.epochMilliseconds) <= tolerance;
  const take = (row: SimulatedRow, matches: (other: SimulatedRow) => boolean): boolean => {
    const others = unmatched.get(keyOf(row)) ?? [];
    const at = others.findIndex((other) => isNear(row, other) && matches(other));
    if (at >= 0) others.splice(at, 1);
    return at >= 0;
  };
  const result: BacktestComparison = { agree: 0, delivery: 0, onlyReal: [], onlyTrial: [] };
  const different = real.filter((row) => {
    const isSame = take(
      row,
      (other) => other.status === row.status && other.reason === row.reason && other.credits === row.credits,
    );
    if (isSame) result.agree++;
    return !isSame;
  });
  for (const row of different) {
    const byProvider = row.status === "sent" || PROVIDER_REASONS.has(row.reason ?? "");
    if (byProvider && take(row, ({ status }) => status === "sent")) result.delivery++;
    else result.onlyReal.push(row);
  }
  result.onlyTrial = [...unmatched.values()].flat().sort((a, b) => a.at.epochMilliseconds - b.at.epochMilliseconds);
  return result;
}
