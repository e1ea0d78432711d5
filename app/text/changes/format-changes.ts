import type { Definition } from "#core/automations/definition.ts";
import { diffDefinitions, type DiffLocation, type StepChange } from "#core/automations/diff.ts";
import { placementOf } from "#core/automations/outline.ts";
import { publish } from "../en/editor/publish.ts";
import type { DefinitionChange } from "./change.ts";
import { nameStepOf } from "./name-step.ts";
import { formatSettings } from "./settings.ts";
import { formatStep } from "./steps.ts";

/** The differences between two versions; empty if they are equal. */
export function formatChanges(before: Definition, after: Definition): DefinitionChange[] {
  const diff = diffDefinitions(before, after);
  const settings = formatSettings(new Set(diff.settings.map(({ path }) => path.split(".")[0] ?? path)), before, after);
  return [
    ...(settings.length > 0
      ? [{ kind: "settings" as const, stepId: null, what: after.name, where: null, details: settings }]
      : []),
    ...diff.steps.map((change) => formatStepChange(change, before, after)),
  ];
}

function formatStepChange(change: StepChange, before: Definition, after: Definition): DefinitionChange {
  const { kind, stepId } = change;
  const named = {
    kind,
    stepId,
    what: nameStepOf(kind === "removed" ? before : after, stepId),
    where: null,
    details: [],
  };
  if (change.kind === "added" || change.kind === "moved") return { ...named, where: formatSpot(change.to, after) };
  if (change.kind === "removed") return { ...named, where: formatSpot(change.from, before) };
  const [previous, current] = [placementOf(before, stepId)?.step, placementOf(after, stepId)?.step];
  return {
    ...named,
    details:
      previous && current
        ? formatStep({ step: previous, definition: before }, { step: current, definition: after })
        : [],
  };
}

function formatSpot({ within, behind }: DiffLocation, definition: Definition): string {
  const arm = within && placementOf(definition, within.stepId)?.step.arms?.find(({ id }) => id === within.armId);
  return publish.spot(behind && nameStepOf(definition, behind), within && (arm?.name || within.armId));
}
