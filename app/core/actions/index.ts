import { z } from "zod";
import type { OfferedField } from "../automations/fields.ts";
import type { Facts } from "../intake/define.ts";
import type { Problem } from "../problem.ts";
import type { Instant } from "../time/time.ts";
import { isRecord } from "../plain-data.ts";
import * as all from "./all.ts";
import { checkNames } from "./check-names.ts";
import type { Action, ArmSettings, ActionMoment, Plan, PlanContext, StepCheckContext, WrittenArm } from "./define.ts";
import { onError } from "./on-error.ts";

type Registered = (typeof all)[keyof typeof all];
export type ActionType = Registered["type"];
type AnyAction = Action<ActionType, z.ZodType>;

// Erases each action's config type, so that one list can hold them all.
export const actions = Object.values(all) as readonly unknown[] as readonly AnyAction[];
/** The actions that pages offer. */
export const offeredActions = actions.filter(({ offered }) => offered !== false);
const byType = new Map<string, AnyAction>(actions.map((action) => [action.type, action]));

type StepOf<R> =
  R extends Action<infer T, infer S, infer A>
    ? {
        id: string;
        name?: string | undefined;
        /** The merchant's note for the team; no customer reads it. */
        note?: string | undefined;
        type: T;
        config: z.infer<S>;
        onError: z.infer<typeof onError>;
        arms?: (ArmSettings<A> & { steps: Steps })[];
      }
    : never;
interface Steps extends Array<Step> {}
/** A step of an automation: its action, its error rule and its arms. */
export type Step = StepOf<Registered>;
export type Arm = NonNullable<Step["arms"]>[number];

const title = z.string().trim().max(100, "is longer than 100 characters");
const note = z.string().trim().max(1_000, "is longer than 1,000 characters").optional();
const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,49}$/, "use small letters, digits, hyphens and underscores, 50 at most");
const steps = z.lazy(() => step.array().max(100, "is more than 100 steps"));

function armsOf({ arm, arms }: AnyAction): z.ZodRawShape {
  if (!arm) return {};
  const one = z.object({ id: slug, name: title.default(""), ...arm, steps });
  if (!arms) return { arms: one.array().min(1, "add a branch").max(20, "is more than 20 branches") };
  const ids = arms.map(({ id }) => id);
  return {
    arms: one
      .extend({ id: z.enum(ids, `use ${ids.join(" or ")}`) })
      .array()
      .max(arms.length, `has only ${ids.join(" and ")}`)
      .default([]),
  };
}

const kinds = actions.map((action) =>
  z.object({
    id: slug,
    name: title.optional(),
    note,
    type: z.literal(action.type),
    config: action.config.prefault({}),
    onError,
    ...armsOf(action),
  }),
);

function unknownActionMessage(input: unknown): string {
  if (!isRecord(input)) return "must be a step: { id, type, config }";
  const problem = typeof input.type === "string" ? `unknown action "${input.type}"` : "does not say what it does";
  return `${problem}; use one of ${[...byType.keys()].sort().join(", ")}`;
}

/** The schema of a step, recursive through its arms. */
export const step: z.ZodType<Step, StepDocument> = z
  .discriminatedUnion("type", kinds as [(typeof kinds)[number], ...typeof kinds], {
    error: ({ input }) => unknownActionMessage(input),
  })
  .meta({ id: "Step" }) as unknown as z.ZodType<Step, StepDocument>;

/** A step before defaults. */
export interface StepDocument {
  id: string;
  type: string;
  name?: string;
  note?: string;
  config?: unknown;
  onError?: z.input<typeof onError>;
  arms?: readonly { id: string; name?: string; steps: readonly StepDocument[]; [setting: string]: unknown }[];
}

/** A step with possibly invalid settings. */
export interface WrittenStep {
  type?: unknown;
  config?: unknown;
  arms: readonly WrittenArm[];
}

function actionOf(type: string): AnyAction {
  const action = byType.get(type);
  if (!action) throw new Error(`no action "${type}"`);
  return action;
}

const settingsOf = (given: Step): readonly ArmSettings<z.ZodRawShape>[] => given.arms ?? [];

/** Plans a due step. */
export const planStep = (given: Step, context: PlanContext): Plan =>
  actionOf(given.type).plan(given.config, context, settingsOf(given));

/** The due time of a step reached at `moment.now`. @param next the step that follows it */
export const dueAtOf = (given: Step, moment: ActionMoment, next: Step | null): Instant =>
  actionOf(given.type).dueAt?.(given.config, moment, next) ?? moment.now;

/** Whether the action has a due time of its own, such as a wait. */
export const isTimed = (given: Step): boolean => actionOf(given.type).dueAt !== undefined;

/** Whether the step draws an arm for each customer. */
export const drawsArm = (given: Step): given is Extract<Step, { type: "split" }> => actionOf(given.type).draws === true;

/** The event that a step awaits; null for other steps. */
export const awaitedBy = (given: Step): { on: string; match: "customer" | "subject" } | null =>
  actionOf(given.type).awaits?.(given.config) ?? null;

/** The output fields of an action. */
export const outputFieldsOf = (type: string): readonly OfferedField[] => byType.get(type)?.outputs ?? [];

/** Sample outputs of all actions, for previews. */
export const sampleOutputs: Facts = Object.assign({}, ...actions.map(({ sample }) => sample ?? {})) as Facts;

/** A step with possibly invalid settings, and the steps inside. */
interface SampledStep {
  type: string;
  config?: unknown;
  arms?: readonly { steps: readonly SampledStep[] }[] | undefined;
}

/** Sample outputs that the settings of steps decide, such as an existing discount code; others are `sampleOutputs`. */
export const ownSampleOutputs = (sampled: readonly SampledStep[]): Facts =>
  Object.assign(
    {},
    ...sampled.flatMap(({ type, config, arms = [] }) => [
      byType.get(type)?.sampleOf?.(config) ?? {},
      ...arms.map((arm) => ownSampleOutputs(arm.steps)),
    ]),
  ) as Facts;

/** The name of an action's output: "discount" for "discount.code". Null for an action without output. */
export const outputNameOf = (type: string): string | null => outputFieldsOf(type)[0]?.path.split(".")[0] ?? null;

/** Checks of a raw step beyond its schema, without its nested steps. */
export function checkStep(written: WrittenStep, around: StepCheckContext): Problem[] {
  const action = typeof written.type === "string" ? byType.get(written.type) : undefined;
  return action
    ? [...checkNames(action.fields, written.config, around), ...(action.checkArms?.(written.arms, around) ?? [])]
    : [];
}

/** The action with a key, for the editor; null for an unknown key. */
export const actionNamed = (type: string): AnyAction | null => byType.get(type) ?? null;

/** Formats a raw step in one line; null while its config is invalid. */
export function formatRawStep(
  { type, config }: { type: string; config?: unknown },
  offered: readonly OfferedField[],
): string | null {
  const action = byType.get(type);
  const read = action?.config.safeParse(config ?? {});
  return action && read?.success ? action.format(read.data, offered) : null;
}

/** Formats a raw arm in one line; null while it or the settings around it are invalid. */
export function formatRawArm(
  { type, config, arms = [] }: { type: string; config?: unknown; arms?: readonly WrittenArm[] | undefined },
  arm: WrittenArm,
  offered: readonly OfferedField[],
): string | null {
  const action = byType.get(type);
  if (!action?.arm || !action.formatArm) return null;
  const settings = z.object({ id: z.string(), name: title.default(""), ...action.arm });
  const [own, every, around] = [
    settings.safeParse(arm),
    settings.array().safeParse(arms),
    action.config.safeParse(config ?? {}),
  ];
  return own.success && every.success && around.success
    ? action.formatArm(own.data, { config: around.data, arms: every.data, offered })
    : null;
}

export const actionLabel = (type: string): string | null => byType.get(type)?.label ?? null;

export const formatStep = (given: Step, offered: readonly OfferedField[]): string =>
  actionOf(given.type).format(given.config, offered);

/** Formats an arm; falls back to its name. */
export function formatArm(given: Step, arm: Arm, offered: readonly OfferedField[]): string {
  const { formatArm: format, arms = [] } = actionOf(given.type);
  return (
    format?.(arm, { config: given.config, arms: settingsOf(given), offered }) ??
    arms.find(({ id }) => id === arm.id)?.name ??
    arm.name
  );
}
