import { normalCdf } from "../analytics/distributions.ts";
import type { CampaignPlan } from "./plan.ts";

/** What one wording brought in the test. */
export interface ArmFigures {
  arm: string;
  /** Texts that went out. */
  sent: number;
  /** People who clicked, each once, without machines. */
  clicks: number;
  /** People who ordered, each once. */
  orders: number;
}

/** The decision of a test, and why. */
export interface WinnerDecision {
  arm: string;
  /**
   * `ahead`: more of its people acted, and chance alone seldom does that; `likely`: more acted, but it may be chance;
   * `tie`: no wording is ahead, so the first one goes out.
   */
  because: "ahead" | "likely" | "tie";
  measure: "clicks" | "orders";
  figures: readonly ArmFigures[];
  /** Two-sided p-value of the first against the second wording; null without enough texts. */
  p: number | null;
}

/** Chance alone explains a difference with a larger p-value too often to speak of a lead. */
const SIGNIFICANT = 0.1;

/** Chooses the wording with the highest rate. */
export function chooseWinner(
  { arms, test }: Pick<CampaignPlan, "arms" | "test">,
  figures: readonly ArmFigures[],
): WinnerDecision {
  const measure = test?.measure ?? "clicks";
  const of = (arm: string): ArmFigures =>
    figures.find((each) => each.arm === arm) ?? { arm, sent: 0, clicks: 0, orders: 0 };
  const rated = arms
    .filter(({ share }) => share > 0)
    .map(({ id }) => of(id))
    .map((each) => ({ ...each, rate: each.sent === 0 ? 0 : each[measure] / each.sent }));
  // The sort is stable: of equals, the one that the merchant wrote first.
  const [best, second] = rated.toSorted((a, b) => b.rate - a.rate);
  if (!best) throw new RangeError("a plan has at least one wording with a share");
  const p = second ? pValue(best, second, measure) : null;
  const because = !second || best.rate === second.rate ? "tie" : p !== null && p < SIGNIFICANT ? "ahead" : "likely";
  return { arm: best.arm, because, measure, figures: rated.map(({ rate: _rate, ...each }) => each), p };
}

/** Two-sided p-value of the difference of two rates, by the pooled normal approximation. */
function pValue(a: ArmFigures, b: ArmFigures, measure: "clicks" | "orders"): number | null {
  if (a.sent === 0 || b.sent === 0) return null;
  const pooled = (a[measure] + b[measure]) / (a.sent + b.sent);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / a.sent + 1 / b.sent));
  if (error === 0) return null;
  return 2 * (1 - normalCdf(Math.abs(a[measure] / a.sent - b[measure] / b.sent) / error));
}
