import { actionNamed } from "#core/actions/index.ts";
import type { FormField } from "../fields.ts";
import { ownValue, valueAt } from "#core/plain-data.ts";
import { triggerOf } from "#core/triggers/index.ts";
import type { Draft, DraftStep } from "./draft.ts";
import { positionInPath, stepAtPosition, type StepPosition } from "./place.ts";

/** The part of a draft that a problem's path refers to. */
export interface NamedPart {
  /** Null for the automation as a whole. */
  step: DraftStep | null;
  place: StepPosition | null;
  /** The path within the step or the automation, such as "config.body", "arms.0.weight" or "reentry.after". */
  part: string;
  /** The form field that contains the part; null when no form shows it. */
  field: FormField | null;
  /** The field's current value. */
  value: unknown;
  /** The path within the field: "amount" of a duration, "all.0.op" of a condition. */
  within: string;
}

/** The field of the innermost question at a path in a condition; null while the question has no field. */
export function questionFieldAt(condition: unknown, within: string): string | null {
  let asked: string | null = null;
  let here: unknown = condition;
  for (const name of ["", ...within.split(".")]) {
    if (name !== "") here = Array.isArray(here) ? (here as unknown[])[Number(name)] : ownValue(here, name);
    const field = ownValue(here, "field");
    if (typeof field === "string" && ownValue(here, "op") !== undefined) asked = field || null;
  }
  return asked;
}

const conditionFields: readonly FormField[] = (["conditions", "exitWhen"] as const).map((name) => ({
  name,
  label: "",
  kind: "condition",
  optional: true,
}));

/** Resolves a problem's path in the draft where the problem was found. */
export function partNamedBy(draft: Draft, path: string): NamedPart {
  const found = positionInPath(path);
  const step = found && stepAtPosition(draft.steps, found.place);
  if (step) return { step, place: found.place, part: found.rest, ...partOfStep(step, found.rest) };
  const triggerPath = /^trigger\.config\.(.+)$/.exec(path)?.[1];
  return {
    step: null,
    place: null,
    part: path,
    ...(triggerPath === undefined
      ? fieldIn(conditionFields, draft, path)
      : fieldIn(triggerOf(draft.trigger.type).fields, draft.trigger.config, triggerPath)),
  };
}

function partOfStep(step: DraftStep, rest: string) {
  const [, at, armPath] = /^arms\.(\d+)\.(.+)$/.exec(rest) ?? [];
  const action = actionNamed(step.type);
  if (armPath !== undefined) return fieldIn(action?.armFields ?? [], step.arms?.[Number(at)], armPath);
  return fieldIn(action?.fields ?? [], step.config, rest.replace(/^config\./, ""));
}

/** The field at a path or above it. */
function fieldIn(
  fields: readonly FormField[],
  config: unknown,
  path: string,
): Pick<NamedPart, "field" | "value" | "within"> {
  const field = fields.find(({ name }) => path === name || path.startsWith(`${name}.`)) ?? null;
  return {
    field,
    value: field ? valueAt(config, field.name) : undefined,
    within: field ? path.slice(field.name.length + 1) : "",
  };
}
