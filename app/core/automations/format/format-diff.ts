import { actionLabel } from "../../actions/index.ts";
import { isEmpty, type DefinitionDiff, type FieldChange, type DiffLocation, type StepChange } from "../diff.ts";

const MAX_CHARACTERS = 160;

/** Formats a diff line by line. */
export function formatDiff(diff: DefinitionDiff): string[] {
  if (isEmpty(diff)) return ["no difference"];
  return [...diff.settings.map(formatFieldChange), ...diff.steps.flatMap(formatStepChange)];
}

function formatStepChange(change: StepChange): string[] {
  const name = `${change.stepId} (${actionLabel(change.type) ?? change.type})`;
  switch (change.kind) {
    case "added":
      return [`+ ${name}: ${formatLocation(change.to)}`];
    case "removed":
      return [`- ${name}: was ${formatLocation(change.from)}`];
    case "moved":
      return [`> ${name}: from ${formatLocation(change.from)} to ${formatLocation(change.to)}`];
    case "changed":
      return [`~ ${name}`, ...change.fields.map((field) => `  ${formatFieldChange(field)}`)];
  }
}

const formatLocation = ({ within, behind }: DiffLocation): string =>
  `${behind ? `after ${behind}` : "first"}${within ? `, in arm ${within.armId} of ${within.stepId}` : ""}`;

const formatFieldChange = ({ path, before, after }: FieldChange): string =>
  `~ ${path}: ${formatValue(before)} → ${formatValue(after)}`;

function formatValue(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS)}…` : text;
}
