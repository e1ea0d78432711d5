import type { DraftStep } from "./draft.ts";
import { isSameList, isWithin, stepAtPosition, type StepPosition } from "./place.ts";

type Steps = readonly DraftStep[];

/** Writes the list of steps anew that a place lies in; all lists beside it stay what they are. */
function rewrite(steps: Steps, within: StepPosition["within"], write: (list: Steps) => DraftStep[]): DraftStep[] {
  const [turn, ...deeper] = within;
  if (!turn) return write(steps);
  return steps.map((step, at) =>
    at === turn.step && step.arms
      ? {
          ...step,
          arms: step.arms.map((arm, index) =>
            index === turn.arm ? { ...arm, steps: rewrite(arm.steps, deeper, write) } : arm,
          ),
        }
      : step,
  );
}

/** Puts a step, with all that hangs below it, before whatever stands at the place. */
export const insertStep = (steps: Steps, { within, at }: StepPosition, step: DraftStep): DraftStep[] =>
  rewrite(steps, within, (list) => list.toSpliced(at, 0, step));

/** Takes a step out, with all that hangs below it. */
export const removeStep = (steps: Steps, { within, at }: StepPosition): DraftStep[] =>
  rewrite(steps, within, (list) => list.toSpliced(at, 1));

/** Writes one step anew. */
export const changeStep = (
  steps: Steps,
  { within, at }: StepPosition,
  change: (step: DraftStep) => DraftStep,
): DraftStep[] => rewrite(steps, within, (list) => list.map((step, index) => (index === at ? change(step) : step)));

/** Whether moving a step would change anything, and can be done: never into itself. */
export function mayMove(steps: Steps, from: StepPosition, to: StepPosition): boolean {
  if (!stepAtPosition(steps, from) || isWithin(to, from)) return false;
  return !isSameList(from, to) || (to.at !== from.at && to.at !== from.at + 1);
}

/**
 * Takes a step elsewhere, with all that hangs below it.
 * @param to a place as it is before the step is taken out
 * @returns the steps as they are where it may not go there
 */
export function moveStep(steps: Steps, from: StepPosition, to: StepPosition): DraftStep[] {
  const step = stepAtPosition(steps, from);
  if (!step || !mayMove(steps, from, to)) return [...steps];
  return insertStep(removeStep(steps, from), afterRemoval(to, from), step);
}

/** Where a place is found once a step before it, or before one of the steps that it hangs from, is gone. */
function afterRemoval(place: StepPosition, removed: StepPosition): StepPosition {
  const depth = removed.within.length;
  const onTheWay = place.within
    .slice(0, depth)
    .every(({ step, arm }, at) => removed.within[at]?.step === step && removed.within[at]?.arm === arm);
  if (!onTheWay || place.within.length < depth) return place;
  const turn = place.within[depth];
  if (!turn) return place.at > removed.at ? { ...place, at: place.at - 1 } : place;
  if (turn.step <= removed.at) return place;
  return { ...place, within: place.within.with(depth, { ...turn, step: turn.step - 1 }) };
}
