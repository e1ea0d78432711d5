import { z } from "zod";
import { actions } from "#core/actions/index.ts";
import { triggerTypes } from "#core/triggers/index.ts";

const record = z.record(z.string(), z.unknown());
const slug = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,49}$/);
const types = actions.map(({ type }) => type) as [string, ...string[]];

const arm = z.looseObject({
  id: slug,
  name: z.string().optional(),
  steps: z.lazy((): z.ZodType<DraftStep[]> => step.array()),
});
export const step: z.ZodType<DraftStep> = z.looseObject({
  id: slug,
  type: z.enum(types),
  name: z.string().optional(),
  note: z.string().optional(),
  config: record.default({}),
  arms: arm.array().optional(),
});

const draft = z.looseObject({
  name: z.string().default(""),
  description: z.string().default(""),
  kind: z.string().default("marketing"),
  trigger: z.object({ type: z.enum(triggerTypes), config: record.default({}) }),
  reentry: z.unknown().optional(),
  exits: z.array(z.looseObject({ on: z.string(), match: z.string() })).default([]),
  steps: z.array(step),
});

/** A step of a draft: its structure is valid, its settings may not be. */
export interface DraftStep {
  id: string;
  type: string;
  name?: string | undefined;
  note?: string | undefined;
  config: Record<string, unknown>;
  arms?: DraftArm[] | undefined;
  [setting: string]: unknown;
}

/** An arm of a draft's step. */
export interface DraftArm {
  id: string;
  name?: string | undefined;
  steps: DraftStep[];
  [setting: string]: unknown;
}

/** An automation in the editor. `readDefinition` decides whether it can be published. */
export type Draft = z.infer<typeof draft>;

/** @returns null for a document without the structure of an automation, or with duplicate step ids */
export function readDraft(document: unknown): Draft | null {
  const read = draft.safeParse(document);
  return read.success && hasUniqueIds(read.data.steps) ? read.data : null;
}

/** The ids of all steps in reading order. */
export const idsOf = (steps: readonly DraftStep[]): string[] =>
  steps.flatMap((one) => [one.id, ...(one.arms ?? []).flatMap((below) => idsOf(below.steps))]);

export function hasUniqueIds(steps: readonly DraftStep[]): boolean {
  const ids = idsOf(steps);
  return new Set(ids).size === ids.length;
}
