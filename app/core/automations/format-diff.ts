import { actionLabel } from "../actions/index.ts";
import { isEmpty, type DefinitionDiff, type FieldChange, type DiffLocation, type StepChange } from "./diff.ts";

const LONGEST = 160;

/** A difference, line by line, for a reader. */
export function formatDiff(diff: DefinitionDiff): string[] {
  if (isEmpty(diff)) return ["no difference"];
  return [...diff.settings.map(tellField), ...diff.steps.flatMap(tellStep)];
}

function tellStep(change: StepChange): string[] {
  const name = `${change.stepId} (${actionLabel(change.type) ?? change.type})`;
  switch (change.kind) {
    case "added":
      return [`+ ${name}: ${tellSpot(change.to)}`];
    case "removed":
      return [`- ${name}: was ${tellSpot(change.from)}`];
    case "moved":
      return [`> ${name}: from ${tellSpot(change.from)} to ${tellSpot(change.to)}`];
    case "changed":
      return [`~ ${name}`, ...change.fields.map((field) => `  ${tellField(field)}`)];
  }
}

const tellSpot = ({ within, behind }: DiffLocation): string =>
  `${behind ? `after ${behind}` : "first"}${within ? `, in arm ${within.armId} of ${within.stepId}` : ""}`;

const tellField = ({ path, before, after }: FieldChange): string =>
  `~ ${path}: ${tellValue(before)} → ${tellValue(after)}`;

function tellValue(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
