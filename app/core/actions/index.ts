import { z } from "zod";
import type { Instant } from "../time.ts";
import * as all from "./all.ts";
import type { Action, Plan, PlanContext } from "./define.ts";

type Registered = (typeof all)[keyof typeof all];
type ActionType = Registered["type"];
type AnyAction = Action<ActionType, z.ZodType>;

const registered = Object.values(all) as readonly unknown[] as readonly AnyAction[];
const byType = new Map<string, AnyAction>(registered.map((action) => [action.type, action]));
const types = registered.map((action) => action.type);

/** What becomes of the sequence when the step fails. */
const onError = z.enum(["stop", "continue"]).default("stop");

type StepOf<R> = R extends Action<infer T, infer S> ? { id: string; type: T; config: z.infer<S>; onError: z.infer<typeof onError> } : never;
export type Step = StepOf<Registered>;

export const step = z
  .object({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,49}$/, "use small letters, digits and hyphens, 50 at most"),
    type: z.string(),
    config: z.unknown().optional(),
    onError,
  })
  .transform((raw, issues): Step => {
    const action = byType.get(raw.type);
    if (!action) {
      issues.addIssue({ code: "custom", path: ["type"], message: `unknown action "${raw.type}"; use one of ${types.join(", ")}` });
      return z.NEVER;
    }
    const config = action.config.safeParse(raw.config ?? {});
    if (!config.success) {
      for (const issue of config.error.issues) issues.addIssue({ code: "custom", path: ["config", ...issue.path], message: issue.message });
      return z.NEVER;
    }
    return { ...raw, type: action.type, config: config.data } as Step;
  });

function actionOf(type: string): AnyAction {
  const action = byType.get(type);
  if (!action) throw new Error(`no action "${type}"`);
  return action;
}

/** What a step asks for, now that it is due. */
export const planStep = (given: Step, context: PlanContext): Plan => actionOf(given.type).plan(given.config, context);

/** When a step is due that is reached at `context.now`. */
export const dueAtOf = (given: Step, context: Pick<PlanContext, "now" | "timezone">): Instant =>
  actionOf(given.type).dueAt?.(given.config, context) ?? context.now;

export const actionLabel = (type: string): string | null => byType.get(type)?.label ?? null;

export const tellStep = (given: Step): string => actionOf(given.type).tell(given.config);
