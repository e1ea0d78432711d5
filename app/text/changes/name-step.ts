import { formatStep, type Step } from "#core/actions/index.ts";
import type { Definition } from "#core/automations/definition.ts";
import { availableFields, placementOf } from "#core/automations/outline.ts";
import { templateOutline } from "#core/sending/templates/skim.ts";

const LONGEST = 90;

/** Shortens Liquid to variable labels in brackets. */
export const readable = (liquid: string, definition: Definition): string =>
  templateOutline(liquid, new Map(availableFields(definition).map(({ path, label }) => [path, label])));

/** The step's name, or a summary of its config. */
export function nameStep(step: Step, definition: Definition): string {
  const summary = step.name ?? readable(formatStep(step, availableFields(definition)), definition);
  return summary.length > LONGEST ? `${summary.slice(0, LONGEST - 1).trimEnd()}…` : summary;
}

/** The name of a step by id; the id itself if the definition has no such step. */
export function nameStepOf(definition: Definition, stepId: string): string {
  const place = placementOf(definition, stepId);
  return place ? nameStep(place.step, definition) : stepId;
}
