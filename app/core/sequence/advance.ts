import { dueAtOf } from "../actions/index.ts";
import type { Definition } from "../automation/definition.ts";
import { priorities } from "../jobs.ts";
import type { SequenceStatus } from "../statuses.ts";
import type { Instant } from "../time.ts";

/** Where a sequence goes from a step that has ended. */
export type Advance =
  | { kind: "next"; stepId: string; dueAt: Instant }
  | { kind: "ended"; status: Extract<SequenceStatus, "completed" | "failed"> };

/**
 * @param result "failed" ends the sequence unless the step says to go on; a skipped step counts as done
 * @param timezone IANA zone in which the next step's time is counted
 */
export function advance(definition: Definition, stepId: string, result: "done" | "failed", at: { now: Instant; timezone: string }): Advance {
  const here = definition.steps.findIndex((step) => step.id === stepId);
  const ended = definition.steps[here];
  if (result === "failed" && ended?.onError !== "continue") return { kind: "ended", status: "failed" };
  const next = here < 0 ? undefined : definition.steps[here + 1];
  return next ? { kind: "next", stepId: next.id, dueAt: dueAtOf(next, at) } : { kind: "ended", status: "completed" };
}

/** A text that a customer waits for goes before one that a merchant hopes for. */
export const priorityOf = (definition: Pick<Definition, "kind">) => (definition.kind === "transactional" ? priorities.critical : priorities.normal);
