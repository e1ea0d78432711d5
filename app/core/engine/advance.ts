import { dueAtOf } from "../actions/index.ts";
import type { ActionMoment } from "../actions/define.ts";
import { goesOn } from "../actions/on-error.ts";
import { placementOf } from "../automations/outline.ts";
import type { Definition } from "../automations/definition.ts";
import { priorities } from "../operations/jobs.ts";
import type { SequenceStatus } from "../statuses.ts";
import type { Instant } from "../time/time.ts";

/** Where a sequence goes from a step that has ended. */
export type Advance =
  | { kind: "next"; stepId: string; dueAt: Instant }
  | { kind: "ended"; status: Extract<SequenceStatus, "completed" | "failed" | "cancelled">; because: string | null };

/** How a step ended, for the way on: done (a skipped step counts as done), gone down an arm, left by it, or failed. */
export type AdvanceResult =
  { kind: "done" } | { kind: "arm"; arm: string | null } | { kind: "left" } | { kind: "failed" };

/** @param moment when the next step is reached, and what its time may depend on */
export function advance(definition: Definition, stepId: string, result: AdvanceResult, moment: ActionMoment): Advance {
  const place = placementOf(definition, stepId);
  if (!place) return { kind: "ended", status: "failed", because: "step_missing" };
  if (result.kind === "left") return { kind: "ended", status: "completed", because: "left" };
  if (result.kind === "failed" && !goesOn(place.step.onError))
    return { kind: "ended", status: "failed", because: null };
  const arm = result.kind === "arm" ? place.step.arms?.find(({ id }) => id === result.arm) : undefined;
  return reach(definition, arm?.steps[0]?.id ?? place.next, moment);
}

/** The first step of a flow, entered at `moment.now`. */
export const beginSequence = (definition: Definition, moment: ActionMoment): Advance =>
  reach(definition, definition.steps[0]?.id ?? null, moment);

function reach(definition: Definition, stepId: string | null, moment: ActionMoment): Advance {
  const place = stepId === null ? null : placementOf(definition, stepId);
  return place
    ? { kind: "next", stepId: place.step.id, dueAt: dueAtOf(place.step, moment) }
    : { kind: "ended", status: "completed", because: null };
}

/** A text that a customer waits for goes before one that a merchant hopes for. */
export const priorityOf = (definition: Pick<Definition, "kind">) =>
  definition.kind === "marketing" ? priorities.normal : priorities.critical;
