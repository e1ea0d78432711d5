import { drawsArm, type Step } from "../actions/index.ts";
import { outline, placementOf } from "../automations/outline.ts";
import type { Definition } from "../automations/definition.ts";
import type { Instant } from "../time/time.ts";
import { addFigures, compareFigures, NO_FIGURES, type GroupComparison, type GroupFigures } from "./group-figures.ts";

type Split = Extract<Step, { type: "split" }>;
type SplitArm = NonNullable<Split["arms"]>[number];

/** The splits of a flow, in reading order. */
export const splitsOf = (definition: Definition): Split[] =>
  [...outline(definition).values()].map(({ step }) => step).filter(drawsArm);

/** What makes two versions of a split the same test: its arms and their shares. */
function sharesOf(definition: Definition | null, stepId: string): string | null {
  const step = definition && placementOf(definition, stepId)?.step;
  if (!step || !drawsArm(step)) return null;
  return JSON.stringify((step.arms ?? []).map(({ id, weight, holdout = false }) => [id, weight, holdout]));
}

/**
 * Since when a split has had its arms and shares: an entry before that had other chances, so it is not compared.
 * @param versions newest first; one that this release cannot read has no definition
 */
export function sharesSince(
  versions: readonly { definition: Definition | null; createdAt: Instant }[],
  stepId: string,
): Instant | null {
  const [newest] = versions;
  const shares = newest ? sharesOf(newest.definition, stepId) : null;
  if (shares === null) return null;
  const changedAt = versions.findIndex(({ definition }) => sharesOf(definition, stepId) !== shares);
  return (changedAt === -1 ? versions.at(-1) : versions[changedAt - 1])?.createdAt ?? null;
}

/** One arm of a split, compared with a control: the holdout, or the first arm that goes on. */
interface ArmComparison extends GroupComparison {
  /** Ids of the arms; several count together. */
  arms: string[];
  control: string[];
}

/** What the arms of a split brought, and what may be said of their differences. */
export interface SplitComparison {
  arms: (GroupFigures & { id: string; name: string; share: number; isHoldout: boolean })[];
  /** All arms that go on, against the holdout; null without a holdout. */
  holdout: ArmComparison | null;
  /** Each further arm that goes on, against the first. */
  wordings: ArmComparison[];
}

/**
 * Compares the arms of a split by the people who reached it, whatever they then got.
 * @param figures by arm
 */
export function compareSplit(
  arms: readonly SplitArm[],
  figures: ReadonlyMap<string, GroupFigures>,
  { isOver }: { isOver: boolean },
): SplitComparison {
  const open = arms.filter(({ weight }) => weight > 0);
  const total = weightOf(open);
  const compare = (some: readonly SplitArm[], control: readonly SplitArm[]): ArmComparison => ({
    arms: some.map(({ id }) => id),
    control: control.map(({ id }) => id),
    ...compareFigures(sumOf(some), sumOf(control), {
      share: weightOf(control) / (weightOf(some) + weightOf(control)),
      isOver,
    }),
  });
  const sumOf = (some: readonly SplitArm[]) => addFigures(some.map(({ id }) => figures.get(id) ?? NO_FIGURES));
  const held = open.filter(({ holdout }) => holdout);
  const [first, ...others] = open.filter(({ holdout }) => !holdout);
  return {
    arms: open.map(({ id, name, weight, holdout }) => ({
      ...(figures.get(id) ?? NO_FIGURES),
      id,
      name: name || id,
      share: weight / total,
      isHoldout: holdout === true,
    })),
    holdout: held.length > 0 && first ? compare([first, ...others], held) : null,
    wordings: first ? others.map((other) => compare([other], [first])) : [],
  };
}

const weightOf = (arms: readonly SplitArm[]): number => arms.reduce((sum, { weight }) => sum + weight, 0);
