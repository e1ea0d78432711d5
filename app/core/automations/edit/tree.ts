import type { DraftStep } from "./draft.ts";
import { isSameList, isWithin, stepsOfBlock, type StepBlock, type StepPosition } from "./place.ts";

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

/** Inserts steps, each with its nested steps, at a position. */
export const insertSteps = (steps: Steps, { within, at }: StepPosition, inserted: Steps): DraftStep[] =>
  rewrite(steps, within, (list) => list.toSpliced(at, 0, ...inserted));

/** Removes a block of steps with their nested steps. */
export const removeSteps = (steps: Steps, { within, at, count }: StepBlock): DraftStep[] =>
  rewrite(steps, within, (list) => list.toSpliced(at, count));

/** Changes one step. */
export const changeStep = (
  steps: Steps,
  { within, at }: StepPosition,
  change: (step: DraftStep) => DraftStep,
): DraftStep[] => rewrite(steps, within, (list) => list.map((step, index) => (index === at ? change(step) : step)));

/** Whether a move is possible and changes the order. Steps cannot move into themselves. */
export function mayMove(steps: Steps, from: StepBlock, to: StepPosition): boolean {
  if (stepsOfBlock(steps, from).length === 0 || isWithin(to, from)) return false;
  return !isSameList(from, to) || to.at < from.at || to.at > from.at + from.count;
}

/**
 * Moves a block of steps with their nested steps.
 * @param to a position before the removal
 * @returns the unchanged steps when the move is not allowed
 */
export function moveSteps(steps: Steps, from: StepBlock, to: StepPosition): DraftStep[] {
  if (!mayMove(steps, from, to)) return [...steps];
  return insertSteps(removeSteps(steps, from), afterRemoval(to, from), stepsOfBlock(steps, from));
}

/** Adjusts a position after the removal of an earlier block. */
function afterRemoval(place: StepPosition, removed: StepBlock): StepPosition {
  const depth = removed.within.length;
  const isSamePath = place.within
    .slice(0, depth)
    .every(({ step, arm }, at) => removed.within[at]?.step === step && removed.within[at]?.arm === arm);
  if (!isSamePath || place.within.length < depth) return place;
  const choice = place.within[depth];
  if (!choice) return place.at > removed.at ? { ...place, at: place.at - removed.count } : place;
  if (choice.step <= removed.at) return place;
  return { ...place, within: place.within.with(depth, { ...choice, step: choice.step - removed.count }) };
}
