import type { DraftStep } from "./draft.ts";

/** An arm on the path to a position: arm `arm` of the step at `step`. */
export interface BranchChoice {
  step: number;
  arm: number;
}

/** The position of a step, or an insert position before it. */
export interface StepPosition {
  /** The enclosing arms, outermost first. */
  within: readonly BranchChoice[];
  at: number;
}

/** Neighbouring steps of one list: `count` steps from a position on. */
export interface StepBlock extends StepPosition {
  count: number;
}

/** The path of a position, such as "steps.0.arms.1.steps.2". */
export const pathOfPosition = ({ within, at }: StepPosition): string =>
  [...within.map(({ step, arm }) => `steps.${step}.arms.${arm}`), `steps.${at}`].join(".");

/**
 * The step of a problem's path, and the rest of the path.
 * @returns null when the path names no step
 */
export function positionInPath(path: string): { place: StepPosition; rest: string } | null {
  const parts = /^((?:steps\.\d+\.arms\.\d+\.)*)steps\.(\d+)(?:\.(.*))?$/.exec(path);
  if (!parts) return null;
  const [, turns = "", at, rest = ""] = parts;
  const within = [...turns.matchAll(/steps\.(\d+)\.arms\.(\d+)\./g)].map(([, step, arm]) => ({
    step: Number(step),
    arm: Number(arm),
  }));
  return { place: { within, at: Number(at) }, rest };
}

/** The list of steps that contains a position; empty when its arms do not exist. */
export function stepsAround(
  steps: readonly DraftStep[],
  { within }: Pick<StepPosition, "within">,
): readonly DraftStep[] {
  return within.reduce<readonly DraftStep[]>((around, { step, arm }) => around[step]?.arms?.[arm]?.steps ?? [], steps);
}

export const stepAtPosition = (steps: readonly DraftStep[], place: StepPosition): DraftStep | null =>
  stepsAround(steps, place)[place.at] ?? null;

/** The block of one step. */
export const blockOfOne = ({ within, at }: StepPosition): StepBlock => ({ within, at, count: 1 });

export const stepsOfBlock = (steps: readonly DraftStep[], { within, at, count }: StepBlock): readonly DraftStep[] =>
  stepsAround(steps, { within }).slice(at, at + count);

/** The block from one step to another, in either order; null unless both are in the same list. */
export function blockBetween(steps: readonly DraftStep[], one: string, other: string): StepBlock | null {
  const [from, to] = [positionOfStep(steps, one), positionOfStep(steps, other)];
  if (!from || !to || !isSameList(from, to)) return null;
  return { within: from.within, at: Math.min(from.at, to.at), count: Math.abs(from.at - to.at) + 1 };
}

/** A step with its position. */
export interface PositionedStep {
  step: DraftStep;
  place: StepPosition;
}

/** Every step in reading order. */
export function positionedSteps(steps: readonly DraftStep[], within: readonly BranchChoice[] = []): PositionedStep[] {
  return steps.flatMap((step, at) => [
    { step, place: { within, at } },
    ...(step.arms ?? []).flatMap((arm, index) => positionedSteps(arm.steps, [...within, { step: at, arm: index }])),
  ]);
}

export const positionOfStep = (steps: readonly DraftStep[], id: string): StepPosition | null =>
  positionedSteps(steps).find(({ step }) => step.id === id)?.place ?? null;

/** Every insert position in reading order. */
export function insertPositions(steps: readonly DraftStep[], within: readonly BranchChoice[] = []): StepPosition[] {
  return [
    ...steps.flatMap((step, at) => [
      { within, at },
      ...(step.arms ?? []).flatMap((arm, index) => insertPositions(arm.steps, [...within, { step: at, arm: index }])),
    ]),
    { within, at: steps.length },
  ];
}

/** Whether a position is inside an arm of one of a block's steps. */
export function isWithin(place: StepPosition, { within, at, count }: StepBlock): boolean {
  const turn = place.within[within.length];
  return (
    turn !== undefined &&
    turn.step >= at &&
    turn.step < at + count &&
    within.every((one, depth) => place.within[depth]?.step === one.step && place.within[depth]?.arm === one.arm)
  );
}

/** Whether two positions are in the same list. */
export const isSameList = (one: StepPosition, other: StepPosition): boolean =>
  one.within.length === other.within.length &&
  one.within.every(({ step, arm }, depth) => other.within[depth]?.step === step && other.within[depth]?.arm === arm);

/**
 * The position one up: before the previous step, or before the enclosing step for an arm's first step. Null at the top.
 */
export function positionAbove({ within, at }: StepPosition): StepPosition | null {
  if (at > 0) return { within, at: at - 1 };
  const turn = within.at(-1);
  return turn ? { within: within.slice(0, -1), at: turn.step } : null;
}

/** The position one down: after the next step, or after the enclosing step for an arm's last step. Null at the end. */
export function positionBelow(steps: readonly DraftStep[], { within, at, count }: StepBlock): StepPosition | null {
  if (at + count < stepsAround(steps, { within }).length) return { within, at: at + count + 1 };
  const turn = within.at(-1);
  return turn ? { within: within.slice(0, -1), at: turn.step + 1 } : null;
}
