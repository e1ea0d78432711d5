import { seededRandom } from "../automations/seeded-random.ts";
import type { CampaignPlan } from "./plan.ts";

/** What a recipient gets: a wording; nothing, for comparison; or the wording that wins the test. */
export type Assignment = { kind: "arm"; arm: string } | { kind: "held_out" } | { kind: "awaits_winner" };

/**
 * Assigns a recipient who can be texted. The same recipient of the same campaign always gets the same answer, and the
 * answers of two campaigns do not depend on each other.
 */
export function assignArm(
  { arms, holdout, test }: Pick<CampaignPlan, "arms" | "holdout" | "test">,
  campaignId: string,
  recipient: string,
): Assignment {
  const draw = (what: string): number => seededRandom(`${campaignId}:${recipient}:${what}`);
  if (draw("holdout") * 100 < holdout) return { kind: "held_out" };
  // The test's percentage is one of all, the holdout included.
  if (test && draw("test") * (100 - holdout) >= test.percent) return { kind: "awaits_winner" };
  const total = arms.reduce((sum, { share }) => sum + share, 0);
  const drawn = draw("arm") * total;
  let from = 0;
  const chosen = arms.find(({ share }) => drawn < (from += share)) ?? arms[0];
  if (!chosen) throw new RangeError("a plan has at least one wording");
  return { kind: "arm", arm: chosen.id };
}
