import { z } from "zod";
import type { Occurrence } from "../intake/define.ts";
import type { Duration } from "../schedule/duration.ts";
import * as all from "./all.ts";
import type { Trigger } from "./define.ts";

type Registered = (typeof all)[keyof typeof all];
export type TriggerType = Registered["type"];

type AnyTrigger = Trigger<TriggerType, z.ZodType>;

// A trigger's config is its own business: behind this line they are all alike.
export const triggers = Object.values(all) as readonly unknown[] as readonly AnyTrigger[];
const byType = new Map<string, AnyTrigger>(triggers.map((trigger) => [trigger.type, trigger]));

export const triggerTypes = triggers.map((trigger) => trigger.type) as [TriggerType, ...TriggerType[]];

type ChoiceOf<R> = R extends Trigger<infer T, infer S> ? { type: T; config: z.infer<S> } : never;
/** A trigger with its settings, as a definition names it. */
export type TriggerChoice = ChoiceOf<Registered>;

export const triggerChoice = z.object({ type: z.string(), config: z.unknown().optional() }).transform((raw, issues): TriggerChoice => {
  const trigger = byType.get(raw.type);
  if (!trigger) {
    issues.addIssue({ code: "custom", path: ["type"], message: `unknown trigger "${raw.type}"; use one of ${triggerTypes.join(", ")}` });
    return z.NEVER;
  }
  const config = trigger.config.safeParse(raw.config ?? {});
  if (!config.success) {
    for (const issue of config.error.issues) issues.addIssue({ code: "custom", path: ["config", ...issue.path], message: issue.message });
    return z.NEVER;
  }
  return { type: trigger.type, config: config.data } as TriggerChoice;
});

export function triggerOf(type: string): AnyTrigger {
  const trigger = byType.get(type);
  if (!trigger) throw new Error(`no trigger "${type}"`);
  return trigger;
}

export const delayOf = (choice: TriggerChoice): Duration | null => triggerOf(choice.type).delay?.(choice.config) ?? null;

/** What an event means to the triggers that listen to its topic: for which it is somebody's entry, and what it says is over. */
export function recogniseAll(topic: string, occurrence: Occurrence): { candidateFor: TriggerType[]; over: string[] } {
  const heard = triggers.filter(({ topics }) => topics.includes(topic)).map((trigger) => ({ trigger, kind: trigger.recognise(occurrence).kind }));
  return {
    candidateFor: heard.filter(({ kind }) => kind === "candidate").map(({ trigger }) => trigger.type),
    over: heard.flatMap(({ trigger, kind }) => (kind === "over" && trigger.over ? [trigger.over] : [])),
  };
}

/** The triggers that listen to a topic. */
export const triggersOf = (topic: string): readonly TriggerType[] => triggers.filter(({ topics }) => topics.includes(topic)).map(({ type }) => type);
