import type { Reason } from "../activity/reasons.ts";
import type { SimulatedRow } from "./simulation.ts";

/** What became of a text after it was decided on: no decision of ours, and no trial can foretell it. */
const BY_PROVIDER: ReadonlySet<string> = new Set([
  "provider_rejected",
  "provider_unreachable",
  "outcome_unknown",
  "opted_out",
] satisfies Reason[]);

export interface BacktestComparison {
  /** Rows that are the same. */
  agree: number;
  /** Texts that were decided on alike, and then refused, lost or priced otherwise by the phone company. */
  delivery: number;
  /** Rows that only the log has, and only the trial. */
  onlyReal: SimulatedRow[];
  onlyTrial: SimulatedRow[];
}

const keyOf = ({ customerId, action, stepId }: SimulatedRow): string => [customerId, action, stepId].join(" ");

/**
 * Compares what really ran with a trial of it, row by row: the same customer, step, status and reason, at the same
 * time.
 * @param tolerance in milliseconds: a worker takes a step up a little after it is due
 */
export function compareBacktests(
  real: readonly SimulatedRow[],
  trial: readonly SimulatedRow[],
  tolerance: number,
): BacktestComparison {
  const open = Map.groupBy(trial, keyOf);
  const isNear = (a: SimulatedRow, b: SimulatedRow) =>
    Math.abs(a.at.epochMilliseconds - b.at.epochMilliseconds) <= tolerance;
  const take = (row: SimulatedRow, matches: (other: SimulatedRow) => boolean): boolean => {
    const others = open.get(keyOf(row)) ?? [];
    const at = others.findIndex((other) => isNear(row, other) && matches(other));
    if (at >= 0) others.splice(at, 1);
    return at >= 0;
  };
  const result: BacktestComparison = { agree: 0, delivery: 0, onlyReal: [], onlyTrial: [] };
  const unlike = real.filter((row) => {
    const isSame = take(
      row,
      (other) => other.status === row.status && other.reason === row.reason && other.credits === row.credits,
    );
    if (isSame) result.agree++;
    return !isSame;
  });
  for (const row of unlike) {
    const byProvider = row.status === "sent" || BY_PROVIDER.has(row.reason ?? "");
    if (byProvider && take(row, ({ status }) => status === "sent")) result.delivery++;
    else result.onlyReal.push(row);
  }
  result.onlyTrial = [...open.values()].flat().sort((a, b) => a.at.epochMilliseconds - b.at.epochMilliseconds);
  return result;
}
