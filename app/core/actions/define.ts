import type { z } from "zod";
import type { Effect } from "../effects.ts";
import type { Reason } from "../reasons.ts";
import type { Instant } from "../time.ts";
import type { FormField } from "../fields.ts";

export interface PlanContext {
  now: Instant;
  /** IANA zone that dates are shown and counted in. */
  timezone: string;
  /** What templates may name. */
  variables: Record<string, unknown>;
}

/** What a step asks for when it is due: effects, or that it cannot be done and why. */
export type Plan = { effects: readonly Effect[] } | { refused: Reason; detail: string };

export interface Action<T extends string, S extends z.ZodType> {
  type: T;
  label: string;
  config: S;
  fields: readonly FormField[];
  /** When the step is due, reached at `now`. Absent: at once. */
  dueAt?(config: z.infer<S>, context: Pick<PlanContext, "now" | "timezone">): Instant;
  plan(config: z.infer<S>, context: PlanContext): Plan;
  /** One line for a reader of the flow. */
  tell(config: z.infer<S>): string;
}

export const defineAction = <T extends string, S extends z.ZodType>(action: Action<T, S>): Action<T, S> => action;
