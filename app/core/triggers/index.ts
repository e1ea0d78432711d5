import { z } from "zod";
import { currencyAtHome } from "../customers/at-home.ts";
import { customerFields, samplePeople, sampleShop, shopFields } from "../customers/fields.ts";
import type { OfferedField } from "../automations/fields.ts";
import type { Facts, NormalizedEvent } from "../intake/define.ts";
import type { Duration } from "../time/duration.ts";
import type { Instant } from "../time/time.ts";
import * as all from "./all.ts";
import type { Scan, Trigger } from "./define.ts";

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

const choices = triggers.map(({ type, config }) => z.object({ type: z.literal(type), config: config.prefault({}) }));
export const triggerChoice = z.discriminatedUnion("type", choices as [(typeof choices)[number], ...typeof choices], {
  error: ({ input }) =>
    `unknown trigger "${String((input as { type?: unknown } | undefined)?.type)}"; use one ` +
    `of ${triggerTypes.join(", ")}`,
}) as unknown as z.ZodType<TriggerChoice, { type: string; config?: unknown }>;

export function triggerOf(type: string): AnyTrigger {
  const trigger = byType.get(type);
  if (!trigger) throw new Error(`no trigger "${type}"`);
  return trigger;
}

/** All that an automation of this trigger may name in conditions and templates. */
export const offersOf = (type: string): readonly OfferedField[] => [
  ...triggerOf(type).offers,
  ...customerFields,
  ...shopFields,
];

/** Values for previews. @param shop whose texts they are; a made-up one's without it */
export const sampleOf = (type: string, shop: typeof sampleShop = sampleShop): Facts => ({
  ...samplePeople,
  ...currencyAtHome(triggerOf(type).sample, shop),
  shop,
});

/** Whether an event is of concern to an automation that has set its trigger so. */
export const concerns = ({ type, config }: TriggerChoice, normalizedEvent: NormalizedEvent): boolean =>
  triggerOf(type).concerns?.(config, normalizedEvent) ?? true;

/** Whom a trigger of time looks for; null for one that waits for events. */
export const scanOf = ({ type, config }: TriggerChoice): Scan | null => triggerOf(type).scan?.(config) ?? null;

/** When somebody enters by a date of the facts; null: never, or not by a date. */
export const entersAt = ({ type, config }: TriggerChoice, facts: Facts, timezone: string): Instant | null =>
  triggerOf(type).entersAt?.(config, facts, timezone) ?? null;

export const delayOf = (choice: TriggerChoice): Duration | null =>
  triggerOf(choice.type).delay?.(choice.config) ?? null;

/**
 * What an event means to the triggers that listen to its topic: for which it is somebody's entry, now or at a date,
 * and what it says is over.
 */
export function recogniseAll(
  topic: string,
  normalizedEvent: NormalizedEvent,
): { candidateFor: TriggerType[]; planned: TriggerType[]; over: string[] } {
  const heard = triggers
    .filter(({ topics }) => topics.includes(topic))
    .map((trigger) => ({ trigger, kind: trigger.recognise(normalizedEvent).kind }));
  return {
    candidateFor: heard.filter(({ kind }) => kind === "candidate").map(({ trigger }) => trigger.type),
    planned: heard.filter(({ kind }) => kind === "planned").map(({ trigger }) => trigger.type),
    over: heard.flatMap(({ trigger, kind }) => (kind === "over" && trigger.over ? [trigger.over] : [])),
  };
}

/** The triggers that listen to a topic. */
export const triggersOf = (topic: string): readonly TriggerType[] =>
  triggers.filter(({ topics }) => topics.includes(topic)).map(({ type }) => type);
