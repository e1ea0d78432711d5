import { actions, tellArm, type Step } from "#core/actions/index.ts";
import type { OnError } from "#core/actions/on-error.ts";
import type { Definition } from "#core/automations/definition.ts";
import { availableFields } from "#core/automations/outline.ts";
import { formatSetting } from "#core/automations/format-setting.ts";
import { isRecord, valueAt } from "#core/plain-data.ts";
import { publish } from "../en/publish.ts";
import type { Detail } from "./change.ts";
import { nameStep, readable } from "./name-step.ts";

interface Side {
  step: Step;
  definition: Definition;
}

/** The settings of a step that differ, by the labels of its form. */
export function formatStep(before: Side, after: Side): Detail[] {
  const told: Detail[] = [
    { label: publish.stepName, before: before.step.name ?? null, after: after.step.name ?? null },
    ...configDetails(before, after),
    { label: publish.onErrorLabel, before: sayOnError(before.step.onError), after: sayOnError(after.step.onError) },
    ...armDetails(before, after),
  ].filter((detail) => detail.before !== detail.after);
  // What no field of the form shows is told by what the step does now.
  return told.length > 0
    ? told
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
    // A fallback that changed stands in the Liquid alone.
    return {
      label: field.label,
      ...(skimmedWas === skimmedIs ? { before: was, after: is } : { before: skimmedWas, after: skimmedIs }),
    };
  });
}

function armDetails(before: Side, after: Side): Detail[] {
  const [old, fresh] = [armsOf(before), armsOf(after)];
  const each = [...new Set([...old.keys(), ...fresh.keys()])].map((id) => ({
    label: publish.way(fresh.get(id)?.name ?? old.get(id)?.name ?? id),
    before: old.get(id)?.tells ?? null,
    after: fresh.get(id)?.tells ?? null,
  }));
  const order = (arms: ReturnType<typeof armsOf>) => [...arms.values()].map(({ name }) => name).join(", ") || null;
  return each.every((detail) => detail.before === detail.after)
    ? [{ label: publish.wayOrder, before: order(old), after: order(fresh) }]
    : each;
}

function armsOf({ step, definition }: Side): Map<string, { name: string; tells: string }> {
  return new Map(
    (step.arms ?? []).map((arm) => [
      arm.id,
      { name: arm.name || arm.id, tells: tellArm(step, arm, availableFields(definition)) },
    ]),
  );
}

const sayOnError = (rule: OnError): string => {
  if (!isRecord(rule)) return publish.onError[rule];
  return publish.onErrorRetry(rule.retry, publish.onError[rule.then]);
};
