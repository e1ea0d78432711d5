import { z } from "zod";
import { actionNamed } from "#core/actions/index.ts";
import type { FormField } from "../fields.ts";
import { idsOf, type DraftArm, type DraftStep } from "./draft.ts";

/** What a config is before anybody has set anything. */
export function defaultsOf(config: z.ZodType): Record<string, unknown> {
  if (!(config instanceof z.ZodObject)) return {};
  return Object.fromEntries(
    Object.entries(config.shape as Record<string, z.ZodType>).flatMap(([name, setting]) => {
      const begins = setting.safeParse(undefined);
      return begins.success && begins.data !== undefined ? [[name, begins.data]] : [];
    }),
  );
}

/** An id for a new step that no other has: "send_sms", "send_sms-2" ... */
function freshId(wish: string, taken: ReadonlySet<string>): string {
  const stem = wish.replace(/-\d+$/, "").slice(0, 44);
  for (let number = 1; ; number++) {
    const id = number === 1 ? stem : `${stem}-${number}`;
    if (!taken.has(id)) return id;
  }
}

const written: readonly FormField["kind"][] = ["text", "multiline", "template", "segment", "automation"];

/** Settings that must be written, not written yet: they are told as such, rather than as missing. */
const blanks = (fields: readonly FormField[]): Record<string, unknown> =>
  Object.fromEntries(
    fields
      .filter(({ kind, optional, way, name }) => written.includes(kind) && !optional && !way && !name.includes("."))
      .map(({ name }) => [name, ""]),
  );

/** A new step of a type as its action would have it begin. */
export function newStep(type: string, taken: ReadonlySet<string>): DraftStep {
  const action = actionNamed(type);
  const arms = action?.starts?.arms ?? action?.arms;
  return {
    id: freshId(type, taken),
    type,
    config: {
      ...blanks(action?.fields ?? []),
      ...(action && defaultsOf(action.config)),
      ...(action?.starts?.config as Record<string, unknown> | undefined),
    },
    ...(arms && { arms: arms.map((arm) => ({ ...arm, steps: [] })) }),
  };
}

/** The same step once more, with all that hangs below it, each under an id of its own. */
export function copyStep(step: DraftStep, taken: ReadonlySet<string>): DraftStep {
  const all = new Set(taken);
  const copy = (one: DraftStep): DraftStep => {
    const id = freshId(one.id, all);
    all.add(id);
    return { ...one, id, ...(one.arms && { arms: one.arms.map((arm) => ({ ...arm, steps: arm.steps.map(copy) })) }) };
  };
  return copy(step);
}

/** One arm more, before a last one that takes everybody who is left. */
export function addArm(arms: readonly DraftArm[], arm: Omit<DraftArm, "id" | "steps">): DraftArm[] {
  const made = { ...arm, id: freshId("arm", new Set(arms.map(({ id }) => id))), steps: [] };
  const last = arms.at(-1);
  return last && "when" in made && last.when === undefined ? arms.toSpliced(-1, 0, made) : [...arms, made];
}

/** How many steps hang below one. */
export const stepsBelow = (step: DraftStep): number =>
  (step.arms ?? []).reduce((count, arm) => count + idsOf(arm.steps).length, 0);
