import type { DraftStep } from "./draft.ts";
import { isSameList, isWithin, stepAtPosition, type StepPosition } from "./place.ts";

type Steps = readonly DraftStep[];

/** Rewrites the list of steps at a position; shares all other lists with the input. */
function rewrite(steps: Steps, within: StepPosition["within"], write: (list: Steps) => DraftStep[]): DraftStep[] {
  const [choice, ...rest] = within;
  if (!choice) return write(steps);
  return steps.map((step, at) =>
    at === choice.step && step.arms
      ? {
          ...step,
          arms: step.arms.map((arm, index) =>
            index === choice.arm ? { ...arm, steps: rewrite(arm.steps, rest, write) } : arm,
          ),
        }
      : step,
  );
}

/** Inserts a step and its nested steps at a position. */
export const insertStep = (steps: Steps, { within, at }: StepPosition, step: DraftStep): DraftStep[] =>
  rewrite(steps, within, (list) => list.toSpliced(at, 0, step));

/** Removes a step and its nested steps. */
export const removeStep = (steps: Steps, { within, at }: StepPosition): DraftStep[] =>
  rewrite(steps, within, (list) => list.toSpliced(at, 1));

/** Changes one step. */
export const changeStep = (
  steps: Steps,
  { within, at }: StepPosition,
  change: (step: DraftStep) => DraftStep,
): DraftStep[] => rewrite(steps, within, (list) => list.map((step, index) => (index === at ? change(step) : step)));

/** Whether a move is possible and changes the order. A step cannot move into itself. */
export function mayMove(steps: Steps, from: StepPosition, to: StepPosition): boolean {
  if (!stepAtPosition(steps, from) || isWithin(to, from)) return false;
  return !isSameList(from, to) || (to.at !== from.at && to.at !== from.at + 1);
}

/**
 * Moves a step and its nested steps.
 * @param to a position before the removal
 * @returns the unchanged steps when the move is not allowed
 */
export function moveStep(steps: Steps, from: StepPosition, to: StepPosition): DraftStep[] {
  const step = stepAtPosition(steps, from);
  if (!step || !mayMove(steps, from, to)) return [...steps];
  return insertStep(removeStep(steps, from), afterRemoval(to, from), step);
}

/** Adjusts a position after the removal of an earlier step. */
function afterRemoval(place: StepPosition, removed: StepPosition): StepPosition {
  const depth = removed.within.length;
  const isSamePath = place.within
    .slice(0, depth)
    .every(({ step, arm }, at) => removed.within[at]?.step === step && removed.within[at]?.arm === arm);
  if (!isSamePath || place.within.length < depth) return place;
  const choice = place.within[depth];
  if (!choice) return place.at > removed.at ? { ...place, at: place.at - 1 } : place;
  if (choice.step <= removed.at) return place;
  return { ...place, within: place.within.with(depth, { ...choice, step: choice.step - 1 }) };
}
