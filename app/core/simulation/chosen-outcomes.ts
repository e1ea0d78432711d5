import { awaitedBy, isTimed, type Step } from "../actions/index.ts";
import { HAPPENED } from "../actions/wait-for-event.ts";
import type { Definition } from "../automations/definition.ts";
import type { Decision } from "../engine/decide.ts";
import type { Instant } from "../time/time.ts";

/**
 * What happens at steps of a test walk, by step id: the arm that the customer takes, or the exit event that happens as
 * soon as the step is reached. Other steps go by the facts, and no event happens there.
 */
export type ChosenOutcomes = ReadonlyMap<string, string>;

/** The outcomes that a test walk can choose at a step: its arms, or for a wait the automation's exit events. */
export function outcomesOf({ exits }: Definition, step: Step): { armId: string }[] | { exit: string }[] {
  if (step.arms) return step.arms.map(({ id }) => ({ armId: id }));
  return isTimed(step) ? [...new Set(exits.map(({ on }) => on))].map((exit) => ({ exit })) : [];
}

/** The exit event that is chosen to happen at a step. */
export const chosenExit = (definition: Definition, step: Step, chosen: ChosenOutcomes): string | null =>
  outcomesOf(definition, step).flatMap((one) =>
    "exit" in one && one.exit === chosen.get(step.id) ? [one.exit] : [],
  )[0] ?? null;

/** The awaited event, if it is chosen to happen. */
export function chosenEvent(step: Step, chosen: ChosenOutcomes, now: Instant): { on: string; at: Instant } | null {
  const awaited = awaitedBy(step);
  return awaited && chosen.get(step.id) === HAPPENED ? { on: awaited.on, at: now } : null;
}

/** A decision between arms, with the chosen arm. */
export function withChosenArm(decision: Decision, step: Step, chosen: ChosenOutcomes): Decision {
  const arm = step.arms?.find(({ id }) => id === chosen.get(step.id));
  return decision.kind === "choose" && arm ? { ...decision, arm: arm.id } : decision;
}
