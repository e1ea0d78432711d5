import type { Check } from "../activity/explanation.ts";
import { readSettings } from "../team/settings.ts";
import { concludeSkipped, type Conclusion, type SequencePosition } from "./conclude.ts";
import type { StepSnapshot } from "./step-snapshot.ts";

/**
 * Skips a text that the shop has no credits for, or holds a transactional one until a top-up if the shop's settings say
 * so.
 */
export function withoutCreditsDecision(
  at: SequencePosition,
  { settings, deferral }: Pick<StepSnapshot, "settings" | "deferral">,
  checks: Check[],
): Conclusion {
  const waits = at.definition.kind === "transactional" && readSettings(settings).holdTransactionalUntilToppedUp;
  if (!waits) return concludeSkipped(at, "insufficient_credits", checks);
  // A text that was released and met an empty balance again keeps the start of its first wait.
  const since = deferral?.since ?? at.now.toString();
  return {
    end: { kind: "held", deferral: { reason: "credits_held", checks, since }, error: null },
    log: null,
    then: null,
  };
}
