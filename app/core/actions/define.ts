import type { z } from "zod";
import type { Problem } from "../problem.ts";
import type { Effect } from "../engine/effects.ts";
import type { CheckInputs } from "../activity/explanation.ts";
import type { FormField, OfferedField } from "../automations/fields.ts";
import type { ChosenWords } from "../sending/languages/choose-words.ts";
import type { TextDraft } from "../sending/guards/define.ts";
import type { TextMedia } from "../sending/picture.ts";
import type { Facts } from "../intake/define.ts";
import type { Reason } from "../activity/reasons.ts";
import type { Trace } from "../conditions/index.ts";
import type { Instant } from "../time/time.ts";

/** The time, zones and values at which a step is reached. */
export interface ActionMoment {
  now: Instant;
  /** The customer's IANA zone, or the shop's when unknown. */
  timezone: string;
  /** The shop's IANA zone. */
  shopTimezone: string;
  /** Nested plain data for templates and conditions. */
  values: Record<string, unknown>;
}

/** A moment at which a text is rendered. */
export interface TextMoment extends ActionMoment {
  /** The shop's setting "Use plain characters in values". */
  plainValues: boolean;
  /** The language of words that name none: the shop's setting. */
  language: string;
}

/** The step after another, with the settings of its type. */
export interface NextStep {
  type: string;
  config: unknown;
}

export interface PlanContext extends TextMoment {
  /** The fields in `values`. */
  offered: readonly OfferedField[];
  /** Constant per customer and step of an automation: the seed of random choices. */
  seed: string;
  /** For a step that draws: the arm that the customer took when they reached it before; absent when they did not. */
  earlierArm?: string;
  /** Unique per step of a sequence and hard to guess. */
  secret: string;
  /** The awaited event of a wait-for-event step; null while it has not happened. */
  heard: { on: string; at: Instant } | null;
}

/** What a due step does. */
export type Plan =
  /** Send a text: its draft in a language, or why it could not be rendered. `chosen`: why in this language, if it has several. */
  | {
      kind: "text";
      draft: TextDraft;
      overCap: "skip" | "defer";
      language: string;
      chosen: { locale: string | null; by: ChosenWords["by"] } | null;
      media: TextMedia | null;
    }
  /** Send an e-mail. */
  | { kind: "email"; subject: string; body: string }
  /** Perform an effect, then continue. */
  | { kind: "do"; effect: Effect }
  /** Continue with the next step. */
  | { kind: "pass" }
  /** Continue with an arm's first step; null: after the arms. `saw` and `reason` go to the log. */
  | { kind: "choose"; arm: string | null; saw: CheckInputs; trace?: readonly Trace[]; reason?: Reason }
  /** End the sequence. */
  | { kind: "exit" }
  /** Fail. */
  | { kind: "refuse"; reason: Reason; detail: string };

/** An arm's id, name and own settings. */
export type ArmSettings<A extends z.ZodRawShape> = { id: string; name: string } & z.infer<z.ZodObject<A>>;

/** The step around an arm. */
interface ArmSituation<C, A extends z.ZodRawShape> {
  config: C;
  /** All arms of the step. */
  arms: readonly ArmSettings<A>[];
  offered: readonly OfferedField[];
}

/** An arm with possibly invalid settings. */
export type WrittenArm = Readonly<Record<string, unknown>>;

/** The context of a step's check. */
export interface StepCheckContext {
  /** The fields available to the step. */
  offered: readonly OfferedField[];
  /** The step's path, such as "steps.2". */
  path: string;
}

export interface Action<T extends string, S extends z.ZodType, A extends z.ZodRawShape = z.ZodRawShape> {
  type: T;
  label: string;
  /** Display text in the list of steps. */
  description: string;
  /** Other words that a search finds it by, such as other apps' names for it. */
  alsoCalled: readonly string[];
  /** Absent from pages, for it has nothing to work on yet. Files may name it, and its steps open. */
  offered?: false;
  /** The group in the list of steps. */
  family: "messages" | "customer" | "team" | "flow";
  config: S;
  fields: readonly FormField[];
  /** The schema of an arm's settings, for actions with arms. */
  arm?: A;
  /** The form fields of an arm besides its name. */
  armFields?: readonly FormField[];
  /** Fixed arms, in order; absent when the merchant adds arms. */
  arms?: readonly { id: string; name: string }[];
  /** The initial settings of a new step, besides the config's defaults. */
  starts?: { config?: Partial<z.input<S>>; arms?: readonly ArmSettings<A>[] };
  /** It only steers the flow, so it has no failure to react to. */
  cannotFail?: true;
  /** No step can follow. */
  ends?: true;
  /** It draws an arm for each customer, who keeps it. */
  draws?: true;
  /** The due time of a step reached at `moment.now`. Absent: due at once. @param next the step that follows */
  dueAt?(config: z.infer<S>, moment: ActionMoment, next: NextStep | null): Instant;
  /** The output fields for later steps. */
  outputs?: readonly OfferedField[];
  /** Sample output for previews. */
  sample?: Facts;
  /** Sample output with these settings, where that differs; null where it does not. The config may be invalid. */
  sampleOf?(config: unknown): Facts | null;
  /** The event that makes the step due, if it happens after the step was reached. */
  awaits?(config: z.infer<S>): { on: string; match: "customer" | "subject" };
  plan(config: z.infer<S>, context: PlanContext, arms: readonly ArmSettings<A>[]): Plan;
  /** Checks of the arms beyond their schema and form fields; returns problems under `around.path`. */
  checkArms?(arms: readonly WrittenArm[], around: StepCheckContext): Problem[];
  /** Formats the step in one line. */
  format(config: z.infer<S>, offered: readonly OfferedField[]): string;
  /** Formats an arm in one line: who takes it. */
  formatArm?(arm: ArmSettings<A>, step: ArmSituation<z.infer<S>, A>): string;
}

export const defineAction = <T extends string, S extends z.ZodType, A extends z.ZodRawShape = z.ZodRawShape>(
  action: Action<T, S, A>,
): Action<T, S, A> => action;
