import { outputFieldsOf, type Step } from "../actions/index.ts";
import type { OfferedField } from "./fields.ts";
import { offersOf } from "../triggers/index.ts";
import type { Definition } from "./definition.ts";

/** A step's position in its definition. */
export interface StepPlacement {
  step: Step;
  /** The step after this step and its arms; null at the end. */
  next: string | null;
  /** The enclosing arms, outermost first. */
  within: readonly { stepId: string; armId: string }[];
}

const outlines = new WeakMap<Definition, Map<string, StepPlacement>>();

/** Every step by id, in reading order. Cached per definition. */
export function outline(definition: Definition): ReadonlyMap<string, StepPlacement> {
  const cached = outlines.get(definition);
  if (cached) return cached;
  const places = new Map<string, StepPlacement>();
  const visit = (steps: readonly Step[], after: string | null, within: StepPlacement["within"]): void => {
    for (const [at, step] of steps.entries()) {
      const next = steps[at + 1]?.id ?? after;
      places.set(step.id, { step, next, within });
      for (const arm of step.arms ?? []) visit(arm.steps, next, [...within, { stepId: step.id, armId: arm.id }]);
    }
  };
  visit(definition.steps, null, []);
  outlines.set(definition, places);
  return places;
}

export const placementOf = (definition: Definition, stepId: string): StepPlacement | null =>
  outline(definition).get(stepId) ?? null;

const offers = new WeakMap<Definition, readonly OfferedField[]>();

/** The fields available to conditions and templates. Cached per definition. */
export function availableFields(definition: Definition): readonly OfferedField[] {
  const cached = offers.get(definition);
  if (cached) return cached;
  const types = new Set([...outline(definition).values()].map(({ step }) => step.type));
  const offered = [...offersOf(definition.trigger.type), ...[...types].flatMap(outputFieldsOf)];
  offers.set(definition, offered);
  return offered;
}
