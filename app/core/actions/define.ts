import type { z } from "zod";
import type { Problem } from "../problem.ts";
import type { Effect } from "../engine/effects.ts";
import type { CheckInputs } from "../activity/explanation.ts";
import type { FormField, OfferedField } from "../automations/fields.ts";
import type { TextDraft } from "../sending/guards/define.ts";
import type { Facts } from "../intake/define.ts";
import type { Reason } from "../activity/reasons.ts";
import type { Trace } from "../conditions/index.ts";
import type { Instant } from "../time/time.ts";

/** When and where a step is reached. */
export interface ActionMoment {
  now: Instant;
  /** IANA zone of the customer, as far as it is known. */
  timezone: string;
  /** IANA zone of the shop. */
  shopTimezone: string;
  /** What templates and conditions may name, nested plain data. */
  values: Record<string, unknown>;
}

export interface PlanContext extends ActionMoment {
  /** What the values are. */
  offered: readonly OfferedField[];
  /** The same for a step of a sequence whenever it is asked, different for every other: what chance is drawn from. */
  seed: string;
  /** Different for every step of every sequence, and not to be guessed. */
  secret: string;
  /** What a step that waits for an event has heard since it waits. */
  heard: { on: string; at: Instant } | null;
}

/** What a step asks for when it is due. */
export type Plan =
  /** A text to the customer: its words, or why they could not be written. */
  | { kind: "text"; draft: TextDraft; overCap: "skip" | "defer" }
  /** An e-mail to the customer. */
  | { kind: "email"; subject: string; body: string }
  /** To be done, and then on to the next step. */
  | { kind: "do"; effect: Effect }
  /** Nothing more: on to the next step. */
  | { kind: "pass" }
  /** On to the first step of an arm; past the step where the arm is empty or there is none. `why` goes into the log. */
  | { kind: "choose"; arm: string | null; saw: CheckInputs; trace?: readonly Trace[]; reason?: Reason }
  /** The sequence ends here. */
  | { kind: "exit" }
  /** It cannot be done. */
  | { kind: "refuse"; reason: Reason; detail: string };

/** An arm of a step as it plans: its id and its own settings. */
export type ArmSettings<A extends z.ZodRawShape> = { id: string; name: string } & z.infer<z.ZodObject<A>>;

/** An arm as written, sound or not. */
export type WrittenArm = Readonly<Record<string, unknown>>;

/** What a step must know of the flow that it stands in, to be checked. */
export interface Surroundings {
  /** Fields that conditions and templates may name. */
  offered: readonly OfferedField[];
  /** Where the step stands, such as "steps.2". */
  path: string;
}

export interface Action<T extends string, S extends z.ZodType, A extends z.ZodRawShape = z.ZodRawShape> {
  type: T;
  label: string;
  /** What it does, for who chooses among steps. */
  description: string;
  /** Where it stands in a list of steps. */
  family: "messages" | "customer" | "team" | "flow";
  config: S;
  fields: readonly FormField[];
  /** Of a step with arms: what each arm sets. */
  arm?: A;
  /** How a person sets it, besides its name. */
  armFields?: readonly FormField[];
  /** Of a step whose arms are always the same: their ids and names, in order. */
  arms?: readonly { id: string; name: string }[];
  /** How a new one begins, beyond the defaults of its config: a person changes it rather than starts from nothing. */
  starts?: { config?: Partial<z.input<S>>; arms?: readonly ArmSettings<A>[] };
  /** Nothing comes after it. */
  ends?: true;
  /** When the step is due, reached at `moment.now`. Absent: at once. */
  dueAt?(config: z.infer<S>, moment: ActionMoment): Instant;
  /** What it makes, for the steps after it to name. */
  makes?: readonly OfferedField[];
  /** The same for previews, as if it had been made. */
  sample?: Facts;
  /** Whether it waits for an event; one such, not older than the waiting, makes it due. */
  awaits?(config: z.infer<S>): { on: string; match: "customer" | "subject" };
  plan(config: z.infer<S>, context: PlanContext, arms: readonly ArmSettings<A>[]): Plan;
  /**
   * What neither its schema nor its form's fields can tell of its arms: problems with their paths, below
   * `around.path`.
   */
  checkArms?(arms: readonly WrittenArm[], around: Surroundings): Problem[];
  /** One line for a reader of the flow. */
  tell(config: z.infer<S>, offered: readonly OfferedField[]): string;
  /** One line for an arm. */
  tellArm?(arm: ArmSettings<A>, offered: readonly OfferedField[]): string;
}

export const defineAction = <T extends string, S extends z.ZodType, A extends z.ZodRawShape = z.ZodRawShape>(
  action: Action<T, S, A>,
): Action<T, S, A> => action;
