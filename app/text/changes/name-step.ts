import { tellStep, type Step } from "#core/actions/index.ts";
import type { Definition } from "#core/automations/definition.ts";
import { offeredIn, placeOf } from "#core/automations/outline.ts";
import { skim } from "#core/sending/templates/skim.ts";

const LONGEST = 90;

/** Liquid of a definition as a reader may skim it. */
export const readable = (liquid: string, definition: Definition): string =>
  skim(liquid, new Map(offeredIn(definition).map(({ path, label }) => [path, label])));

/** A step in a few words: as the merchant named it, else by what it does. */
export function nameStep(step: Step, definition: Definition): string {
  const told = step.name ?? readable(tellStep(step, offeredIn(definition)), definition);
  return told.length > LONGEST ? `${told.slice(0, LONGEST - 1).trimEnd()}…` : told;
}

/** The same by the step's id, which stands for itself where the definition has no such step. */
export function nameStepOf(definition: Definition, stepId: string): string {
  const place = placeOf(definition, stepId);
  return place ? nameStep(place.step, definition) : stepId;
}
