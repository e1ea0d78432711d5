import { actionNamed } from "#core/actions/index.ts";
import type { FormField } from "../fields.ts";
import { ownValue, valueAt } from "#core/plain-data.ts";
import { triggerOf } from "#core/triggers/index.ts";
import type { Draft, DraftStep } from "./draft.ts";
import { positionInPath, stepAtPosition, type StepPosition } from "./place.ts";

/** What the path of a problem names. */
export interface NamedPart {
  /** Null where it is about the automation as a whole. */
  step: DraftStep | null;
  place: StepPosition | null;
  /** Of the step, or of the automation, the part that it names: "config.body", "arms.0.weight", "reentry.after". */
  part: string;
  /** The field of a form that it lies in; null where the form is not made of fields. */
  field: FormField | null;
  /** What stands in the field. */
  value: unknown;
  /** What it names within the field: "amount" of a duration, "all.0.op" of a condition. */
  within: string;
}

/**
 * Of a part of a condition, what the question that it lies in asks about: the innermost, where one lies in another.
 * Null where that is not chosen yet.
 */
export function askedAt(condition: unknown, within: string): string | null {
  let asked: string | null = null;
  let here: unknown = condition;
  for (const name of ["", ...within.split(".")]) {
    if (name !== "") here = Array.isArray(here) ? (here as unknown[])[Number(name)] : ownValue(here, name);
    const field = ownValue(here, "field");
    if (typeof field === "string" && ownValue(here, "op") !== undefined) asked = field || null;
  }
  return asked;
}

const wholes: readonly FormField[] = (["conditions", "exitWhen"] as const).map((name) => ({
  name,
  label: "",
  kind: "condition",
  optional: true,
}));

/** Reads the path of a problem against the document that it was found in. */
export function partNamedBy(draft: Draft, path: string): NamedPart {
  const found = positionInPath(path);
  const step = found && stepAtPosition(draft.steps, found.place);
  if (step) return { step, place: found.place, part: found.rest, ...inStep(step, found.rest) };
  const ofTrigger = /^trigger\.config\.(.+)$/.exec(path)?.[1];
  return {
    step: null,
    place: null,
    part: path,
    ...(ofTrigger === undefined
      ? fieldIn(wholes, draft, path)
      : fieldIn(triggerOf(draft.trigger.type).fields, draft.trigger.config, ofTrigger)),
  };
}

function inStep(step: DraftStep, rest: string) {
  const [, at, ofArm] = /^arms\.(\d+)\.(.+)$/.exec(rest) ?? [];
  const action = actionNamed(step.type);
  if (ofArm !== undefined) return fieldIn(action?.armFields ?? [], step.arms?.[Number(at)], ofArm);
  return fieldIn(action?.fields ?? [], step.config, rest.replace(/^config\./, ""));
}

/** The field that a path names, or names a part of. */
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
