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

// Erases each trigger's config type, so that one list can hold them all.
export const triggers = Object.values(all) as readonly unknown[] as readonly AnyTrigger[];
/** The triggers that pages offer. */
export const offeredTriggers = triggers.filter(({ offered }) => offered !== false);
const byType = new Map<string, AnyTrigger>(triggers.map((trigger) => [trigger.type, trigger]));

export const triggerTypes = triggers.map((trigger) => trigger.type) as [TriggerType, ...TriggerType[]];

type ChoiceOf<R> = R extends Trigger<infer T, infer S> ? { type: T; config: z.infer<S> } : never;
/** A trigger with its config, as stored in a definition. */
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

/** The fields available to an automation with this trigger. */
export const offersOf = (type: string): readonly OfferedField[] => [
  ...triggerOf(type).offers,
  ...customerFields,
  ...shopFields,
];

/**
 * Sample values for previews.
 * @param shop the merchant's shop; by default the sample shop
 */
export const sampleOf = (type: string, shop: typeof sampleShop = sampleShop): Facts => ({
  ...samplePeople,
  ...currencyAtHome(triggerOf(type).sample, shop),
  shop,
});

/** Whether an event matches a trigger's config. */
export const concerns = ({ type, config }: TriggerChoice, normalizedEvent: NormalizedEvent): boolean =>
  triggerOf(type).concerns?.(config, normalizedEvent) ?? true;

/**
 * The subject that an entry counts for: the event's, or a narrower one, such as a tracking number of a shipment. Two
 * entries of one subject are one where the re-entry rule says so.
 */
export const entrySubjectOf = ({ type }: TriggerChoice, normalizedEvent: NormalizedEvent): string =>
  triggerOf(type).entrySubject?.(normalizedEvent) ?? normalizedEvent.subject;

/** The calendar scan of a time trigger; null for event triggers. */
export const scanOf = ({ type, config }: TriggerChoice): Scan | null => triggerOf(type).scan?.(config) ?? null;

/** When a date in the facts lets the customer enter; null without such a date. */
export const entersAt = ({ type, config }: TriggerChoice, facts: Facts, timezone: string): Instant | null =>
  triggerOf(type).entersAt?.(config, facts, timezone) ?? null;

export const delayOf = (choice: TriggerChoice): Duration | null =>
  triggerOf(choice.type).delay?.(choice.config) ?? null;

/**
 * Matches an event against all triggers of its topic: those whose automations the customer may enter now, those that
 * enter at a date in the facts, and those that the event ends.
 */
export function matchTriggers(
  topic: string,
  normalizedEvent: NormalizedEvent,
): { candidateFor: TriggerType[]; planned: TriggerType[]; over: string[] } {
  const matches = triggers
    .filter(({ topics }) => topics.includes(topic))
    .map((trigger) => ({ trigger, kind: trigger.recognise(normalizedEvent).kind }));
  return {
    candidateFor: matches.filter(({ kind }) => kind === "candidate").map(({ trigger }) => trigger.type),
    planned: matches.filter(({ kind }) => kind === "planned").map(({ trigger }) => trigger.type),
    over: matches.flatMap(({ trigger, kind }) => (kind === "over" && trigger.endsTrigger ? [trigger.endsTrigger] : [])),
  };
}

/** The triggers of a topic. */
export const triggersOf = (topic: string): readonly TriggerType[] =>
  triggers.filter(({ topics }) => topics.includes(topic)).map(({ type }) => type);
