import { tellStep, type Step } from "#core/actions/index.ts";
import type { Definition } from "#core/automations/definition.ts";
import { availableFields, placementOf } from "#core/automations/outline.ts";
import { templateOutline } from "#core/sending/templates/skim.ts";

const LONGEST = 90;

/** Liquid of a definition as a reader may skim it. */
export const readable = (liquid: string, definition: Definition): string =>
  templateOutline(liquid, new Map(availableFields(definition).map(({ path, label }) => [path, label])));

/** A step in a few words: as the merchant named it, else by what it does. */
export function nameStep(step: Step, definition: Definition): string {
  const told = step.name ?? readable(tellStep(step, availableFields(definition)), definition);
  return told.length > LONGEST ? `${told.slice(0, LONGEST - 1).trimEnd()}…` : told;
}

/** The same by the step's id, which stands for itself where the definition has no such step. */
export function nameStepOf(definition: Definition, stepId: string): string {
  const place = placementOf(definition, stepId);
  return place ? nameStep(place.step, definition) : stepId;
}
