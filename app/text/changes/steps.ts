import { actions, formatArm, type Step } from "#core/actions/index.ts";
import type { OnError } from "#core/actions/on-error.ts";
import type { Definition } from "#core/automations/definition.ts";
import { availableFields } from "#core/automations/outline.ts";
import { formatSetting } from "#core/automations/format/format-setting.ts";
import { isRecord, valueAt } from "#core/plain-data.ts";
import { publish } from "../en/editor/publish.ts";
import type { Detail } from "./change.ts";
import { nameStep, readable } from "./name-step.ts";

interface Side {
  step: Step;
  definition: Definition;
}

/** The changed settings of a step, by the labels of its form. */
export function formatStep(before: Side, after: Side): Detail[] {
  const changes: Detail[] = [
    { label: publish.stepName, before: before.step.name ?? null, after: after.step.name ?? null },
    { label: publish.stepNote, before: before.step.note ?? null, after: after.step.note ?? null },
    ...configDetails(before, after),
    {
      label: publish.onErrorLabel,
      before: formatOnError(before.step.onError),
      after: formatOnError(after.step.onError),
    },
    ...armDetails(before, after),
  ].filter((detail) => detail.before !== detail.after);
  // A change that no form field shows appears as the step's summary.
  return changes.length > 0
    ? changes
    : [
        {
          label: publish.stepDoes,
          before: nameStep(before.step, before.definition),
          after: nameStep(after.step, after.definition),
        },
      ];
}

function configDetails(before: Side, after: Side): Detail[] {
  const fields = actions.find(({ type }) => type === after.step.type)?.fields ?? [];
  return fields.map((field) => {
    const [was, is] = [before, after].map(({ step, definition }) =>
      formatSetting(field, valueAt(step.config, field.name), availableFields(definition)),
    ) as [string | null, string | null];
    if (field.kind !== "template") return { label: field.label, before: was, after: is };
    const [skimmedWas, skimmedIs] = [was && readable(was, before.definition), is && readable(is, after.definition)];
    // Skimmed texts hide fallbacks: if only a fallback changed, show the Liquid.
    return {
      label: field.label,
      ...(skimmedWas === skimmedIs ? { before: was, after: is } : { before: skimmedWas, after: skimmedIs }),
    };
  });
}

function armDetails(before: Side, after: Side): Detail[] {
  const [previous, current] = [armsOf(before), armsOf(after)];
  const each = [...new Set([...previous.keys(), ...current.keys()])].map((id) => ({
    label: publish.way(current.get(id)?.name ?? previous.get(id)?.name ?? id),
    before: previous.get(id)?.tells ?? null,
    after: current.get(id)?.tells ?? null,
  }));
  const order = (arms: ReturnType<typeof armsOf>) => [...arms.values()].map(({ name }) => name).join(", ") || null;
  return each.every((detail) => detail.before === detail.after)
    ? [{ label: publish.wayOrder, before: order(previous), after: order(current) }]
    : each;
}

function armsOf({ step, definition }: Side): Map<string, { name: string; tells: string }> {
  return new Map(
    (step.arms ?? []).map((arm) => [
      arm.id,
      { name: arm.name || arm.id, tells: formatArm(step, arm, availableFields(definition)) },
    ]),
  );
}

const formatOnError = (rule: OnError): string => {
  if (!isRecord(rule)) return publish.onError[rule];
  return publish.onErrorRetry(rule.retry, publish.onError[rule.then]);
};
