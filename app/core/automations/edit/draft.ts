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
const step: z.ZodType<DraftStep> = z.looseObject({
  id: slug,
  type: z.enum(types),
  name: z.string().optional(),
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

/** A step as it is being written: its tree is sound, what it sets may not be yet. */
export interface DraftStep {
  id: string;
  type: string;
  name?: string | undefined;
  config: Record<string, unknown>;
  arms?: DraftArm[] | undefined;
  [setting: string]: unknown;
}

/** A way on from a step. */
export interface DraftArm {
  id: string;
  name?: string | undefined;
  steps: DraftStep[];
  [setting: string]: unknown;
}

/** An automation as it is being written. Whether it may be published, `readDefinition` says. */
export type Draft = z.infer<typeof draft>;

/** @returns null for what is no automation at all, or one whose steps are not told apart */
export function readDraft(document: unknown): Draft | null {
  const read = draft.safeParse(document);
  return read.success && hasNamesOfItsOwn(read.data.steps) ? read.data : null;
}

/** Every id of the steps, in the order in which a reader meets them. */
export const idsOf = (steps: readonly DraftStep[]): string[] =>
  steps.flatMap((one) => [one.id, ...(one.arms ?? []).flatMap((below) => idsOf(below.steps))]);

function hasNamesOfItsOwn(steps: readonly DraftStep[]): boolean {
  const ids = idsOf(steps);
  return new Set(ids).size === ids.length;
}
