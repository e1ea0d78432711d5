import { z } from "zod";
import { actionNamed } from "#core/actions/index.ts";
import type { FormField } from "../fields.ts";
import { idsOf, type DraftArm, type DraftStep } from "./draft.ts";

/** The default config of a schema. */
export function defaultsOf(config: z.ZodType): Record<string, unknown> {
  if (!(config instanceof z.ZodObject)) return {};
  return Object.fromEntries(
    Object.entries(config.shape as Record<string, z.ZodType>).flatMap(([name, setting]) => {
      const parsed = setting.safeParse(undefined);
      return parsed.success && parsed.data !== undefined ? [[name, parsed.data]] : [];
    }),
  );
}

/** A unique step id: "send_sms", "send_sms-2" and so on. */
function uniqueId(base: string, taken: ReadonlySet<string>): string {
  const stem = base.replace(/-\d+$/, "").slice(0, 44);
  for (let number = 1; ; number++) {
    const id = number === 1 ? stem : `${stem}-${number}`;
    if (!taken.has(id)) return id;
  }
}

const textKinds: readonly FormField["kind"][] = ["text", "multiline", "template", "segment", "automation"];

/** Empty texts for required text settings, so that validation says "write ..." instead of "is missing". */
const emptyTexts = (fields: readonly FormField[]): Record<string, unknown> =>
  Object.fromEntries(
    fields
      .filter(({ kind, optional, way, name }) => textKinds.includes(kind) && !optional && !way && !name.includes("."))
      .map(({ name }) => [name, ""]),
  );

/** A new step of a type with its defaults. */
export function newStep(type: string, taken: ReadonlySet<string>): DraftStep {
  const action = actionNamed(type);
  const arms = action?.starts?.arms ?? action?.arms;
  return {
    id: uniqueId(type, taken),
    type,
    config: {
      ...emptyTexts(action?.fields ?? []),
      ...(action && defaultsOf(action.config)),
      ...(action?.starts?.config as Record<string, unknown> | undefined),
    },
    ...(arms && { arms: arms.map((arm) => ({ ...arm, steps: [] })) }),
  };
}

/** Copies steps and their nested steps under new ids. */
export function copySteps(steps: readonly DraftStep[], taken: ReadonlySet<string>): DraftStep[] {
  const all = new Set(taken);
  const copy = (one: DraftStep): DraftStep => {
    const id = uniqueId(one.id, all);
    all.add(id);
    return { ...one, id, ...(one.arms && { arms: one.arms.map((arm) => ({ ...arm, steps: arm.steps.map(copy) })) }) };
  };
  return steps.map(copy);
}

/** Adds an arm, before a last arm without a condition ("everyone else"). */
export function addArm(arms: readonly DraftArm[], arm: Omit<DraftArm, "id" | "steps">): DraftArm[] {
  const newArm = { ...arm, id: uniqueId("arm", new Set(arms.map(({ id }) => id))), steps: [] };
  const last = arms.at(-1);
  return last && "when" in newArm && last.when === undefined ? arms.toSpliced(-1, 0, newArm) : [...arms, newArm];
}

/** The number of steps nested in a step. */
export const stepsBelow = (step: DraftStep): number =>
  (step.arms ?? []).reduce((count, arm) => count + idsOf(arm.steps).length, 0);
