import { dueAtOf } from "../actions/index.ts";
import type { ActionMoment } from "../actions/define.ts";
import { continuesAfterFailure } from "../actions/on-error.ts";
import { placementOf, type StepPlacement } from "../automations/outline.ts";
import type { Definition } from "../automations/definition.ts";
import { priorities } from "../operations/jobs.ts";
import type { SequenceStatus } from "../statuses.ts";
import type { Instant } from "../time/time.ts";

/** Where a sequence goes after one of its steps. */
export type Advance =
  | { kind: "next"; stepId: string; dueAt: Instant }
  | { kind: "ended"; status: Extract<SequenceStatus, "completed" | "failed" | "cancelled">; because: string | null };

/** How a step ended: done (a skipped step counts as done), with a chosen arm, by leaving the sequence, or failed. */
export type AdvanceResult =
  { kind: "done" } | { kind: "arm"; arm: string | null } | { kind: "left" } | { kind: "failed" };

/**
 * Finds the step after `stepId`, or how the sequence ends.
 * @param at the instant of the advance, with the values that the next step's due time may use
 */
export function advance(definition: Definition, stepId: string, result: AdvanceResult, at: ActionMoment): Advance {
  const place = placementOf(definition, stepId);
  if (!place) return { kind: "ended", status: "failed", because: "step_missing" };
  if (result.kind === "left") return { kind: "ended", status: "completed", because: "left" };
  if (result.kind === "failed" && !continuesAfterFailure(place.step.onError))
    return { kind: "ended", status: "failed", because: null };
  const arm = result.kind === "arm" ? place.step.arms?.find(({ id }) => id === result.arm) : undefined;
  return enterStep(definition, arm?.steps[0]?.id ?? place.next, at);
}

/** Finds the first step of a definition for a sequence that enters at `moment.now`. */
export const beginSequence = (definition: Definition, at: ActionMoment): Advance =>
  enterStep(definition, definition.steps[0]?.id ?? null, at);

function enterStep(definition: Definition, stepId: string | null, at: ActionMoment): Advance {
  const place = stepId === null ? null : placementOf(definition, stepId);
  return place
    ? { kind: "next", stepId: place.step.id, dueAt: stepDueAt(definition, place, at) }
    : { kind: "ended", status: "completed", because: null };
}

/** When a step that is reached at `at.now` is due. */
export const stepDueAt = (definition: Definition, { step, next }: StepPlacement, at: ActionMoment): Instant =>
  dueAtOf(step, at, next === null ? null : (placementOf(definition, next)?.step ?? null));

/** Transactional automations run before marketing: a customer waits for an order confirmation. */
export const priorityOf = (definition: Pick<Definition, "kind">) =>
  definition.kind === "marketing" ? priorities.normal : priorities.critical;
