import type { DraftStep } from "./draft.ts";

/** An arm on the way to a place: of the step at `step`, the arm at `arm`. */
export interface BranchChoice {
  step: number;
  arm: number;
}

/** Where a step stands, or where one may be put: before the step that stands there now. */
export interface StepPosition {
  /** The arms it lies in, from the outside in. */
  within: readonly BranchChoice[];
  at: number;
}

/** A place as problems name it, such as "steps.0.arms.1.steps.2". */
export const pathOfPosition = ({ within, at }: StepPosition): string =>
  [...within.map(({ step, arm }) => `steps.${step}.arms.${arm}`), `steps.${at}`].join(".");

/**
 * Of a problem's path, the step that it is about and what it names within.
 * @returns null for what is about no step
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

/** The steps among which a place lies; none where its arms are not there. */
export function stepsAround(
  steps: readonly DraftStep[],
  { within }: Pick<StepPosition, "within">,
): readonly DraftStep[] {
  return within.reduce<readonly DraftStep[]>((around, { step, arm }) => around[step]?.arms?.[arm]?.steps ?? [], steps);
}

export const stepAtPosition = (steps: readonly DraftStep[], place: StepPosition): DraftStep | null =>
  stepsAround(steps, place)[place.at] ?? null;

/** A step with its place. */
export interface PositionedStep {
  step: DraftStep;
  place: StepPosition;
}

/** Every step, in the order in which a reader meets them. */
export function positionedSteps(steps: readonly DraftStep[], within: readonly BranchChoice[] = []): PositionedStep[] {
  return steps.flatMap((step, at) => [
    { step, place: { within, at } },
    ...(step.arms ?? []).flatMap((arm, index) => positionedSteps(arm.steps, [...within, { step: at, arm: index }])),
  ]);
}

export const positionOfStep = (steps: readonly DraftStep[], id: string): StepPosition | null =>
  positionedSteps(steps).find(({ step }) => step.id === id)?.place ?? null;

/** Every place where a step may be put, in reading order. */
export function insertPositions(steps: readonly DraftStep[], within: readonly BranchChoice[] = []): StepPosition[] {
  return [
    ...steps.flatMap((step, at) => [
      { within, at },
      ...(step.arms ?? []).flatMap((arm, index) => insertPositions(arm.steps, [...within, { step: at, arm: index }])),
    ]),
    { within, at: steps.length },
  ];
}

/** Whether a place is that of a step itself, or lies inside one of its arms. */
export function isWithin(place: StepPosition, { within, at }: StepPosition): boolean {
  const turn = place.within[within.length];
  return (
    turn !== undefined &&
    turn.step === at &&
    within.every((one, depth) => place.within[depth]?.step === one.step && place.within[depth]?.arm === one.arm)
  );
}

/** Whether two places lie among the same steps. */
export const isSameList = (one: StepPosition, other: StepPosition): boolean =>
  one.within.length === other.within.length &&
  one.within.every(({ step, arm }, depth) => other.within[depth]?.step === step && other.within[depth]?.arm === arm);

/**
 * Where a step goes that is moved up by one: before its neighbour, or out of the arm that it is the first of. Null at
 * the very top.
 */
export function positionAbove({ within, at }: StepPosition): StepPosition | null {
  if (at > 0) return { within, at: at - 1 };
  const turn = within.at(-1);
  return turn ? { within: within.slice(0, -1), at: turn.step } : null;
}

/**
 * Where a step goes that is moved down by one: behind its neighbour, or out of the arm that it is the last of. Null
 * at the very end.
 */
export function positionBelow(steps: readonly DraftStep[], { within, at }: StepPosition): StepPosition | null {
  if (at + 1 < stepsAround(steps, { within }).length) return { within, at: at + 2 };
  const turn = within.at(-1);
  return turn ? { within: within.slice(0, -1), at: turn.step + 1 } : null;
}
