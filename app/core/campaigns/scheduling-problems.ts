import type { Problem } from "../problem.ts";
import type { Instant } from "../time/time.ts";
import { planProblems, type CampaignPlan } from "./plan.ts";
import { isPast } from "./schedule.ts";

/** Why a campaign cannot be scheduled now, each with the path of its field. */
export const schedulingProblems = (
  plan: CampaignPlan,
  includes: readonly string[],
  timezone: string,
  now: Instant,
): Problem[] => [
  ...planProblems(plan),
  ...(includes.length === 0 ? [{ path: "includes", message: "choose at least one segment" }] : []),
  ...(isPast(plan.when, timezone, now) ? [{ path: "when.at", message: "has passed: choose a later time" }] : []),
];
