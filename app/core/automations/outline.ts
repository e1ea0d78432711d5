import { madeBy, type Step } from "../actions/index.ts";
import type { OfferedField } from "./fields.ts";
import { offersOf } from "../triggers/index.ts";
import type { Definition } from "./definition.ts";

/** A step's place in the flow. */
export interface StepPlacement {
  step: Step;
  /**
   * Where the flow goes when the step, and whatever hangs below it, is over: the next step's id, or null at the end.
   */
  next: string | null;
  /** The arms it lies in, from the outside in. */
  within: readonly { stepId: string; armId: string }[];
}

const drawn = new WeakMap<Definition, Map<string, StepPlacement>>();

/** Every step of a flow by its id, in the order in which a reader meets them. */
export function outline(definition: Definition): ReadonlyMap<string, StepPlacement> {
  const known = drawn.get(definition);
  if (known) return known;
  const places = new Map<string, StepPlacement>();
  const lay = (steps: readonly Step[], after: string | null, within: StepPlacement["within"]): void => {
    for (const [at, step] of steps.entries()) {
      const next = steps[at + 1]?.id ?? after;
      places.set(step.id, { step, next, within });
      for (const arm of step.arms ?? []) lay(arm.steps, next, [...within, { stepId: step.id, armId: arm.id }]);
    }
  };
  lay(definition.steps, null, []);
  drawn.set(definition, places);
  return places;
}

export const placementOf = (definition: Definition, stepId: string): StepPlacement | null =>
  outline(definition).get(stepId) ?? null;

const offers = new WeakMap<Definition, readonly OfferedField[]>();

/** What conditions and templates of this flow may name. */
export function availableFields(definition: Definition): readonly OfferedField[] {
  const known = offers.get(definition);
  if (known) return known;
  const types = new Set([...outline(definition).values()].map(({ step }) => step.type));
  const offered = [...offersOf(definition.trigger.type), ...[...types].flatMap(madeBy)];
  offers.set(definition, offered);
  return offered;
}
