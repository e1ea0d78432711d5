import type { Check } from "../activity/explanation.ts";
import { readSettings } from "../team/settings.ts";
import { concludeSkipped, type Conclusion, type SequencePosition } from "./conclude.ts";
import type { StepSnapshot } from "./step-snapshot.ts";

/** A text that nobody pays for is left out; one about an order may wait for credits, if the merchant wants that. */
export function withoutCreditsDecision(
  at: SequencePosition,
  { settings, deferral }: Pick<StepSnapshot, "settings" | "deferral">,
  checks: Check[],
): Conclusion {
  const waits = at.definition.kind === "transactional" && readSettings(settings).holdTransactionalUntilToppedUp;
  if (!waits) return concludeSkipped(at, "insufficient_credits", checks);
  // One that was let go, and found too few again, has waited since the first time.
  const since = deferral?.since ?? at.now.toString();
  return {
    end: { kind: "held", deferral: { reason: "credits_held", checks, since }, error: null },
    log: null,
    then: null,
  };
}
