import { z } from "zod";
import { readPhone } from "#core/customers/phone-number.ts";
import { defineReader, type Facts } from "../define.ts";
import { named } from "../shapes.ts";

/**
 * What Shopbell itself raises: by its calendar, a reply, a click, a person, another system. These events go through the
 * same inbox as the store's, under topics of our own, and so are as exact, as lasting and as well explained.
 */
export const ownTopics = [
  "shopbell/birthday",
  "shopbell/customer_inactive",
  "shopbell/date_reached",
  "shopbell/schedule",
  "shopbell/keyword_received",
  "shopbell/link_clicked",
  "shopbell/message_failed",
  "shopbell/consent_granted",
  "shopbell/consent_revoked",
  "shopbell/opt_in_requested",
  "shopbell/segment_joined",
  "shopbell/segment_left",
  "shopbell/back_in_stock",
  "shopbell/price_drop",
  "shopbell/manual",
  "shopbell/api_event",
  "shopbell/flow_action",
] as const;
export type OwnTopic = (typeof ownTopics)[number];
export const isOwnTopic = (topic: string): topic is OwnTopic => (ownTopics as readonly string[]).includes(topic);

const maybe = z.string().nullable().default(null);

const ownPayload = z.object({
  /** The thing it is about, such as "birthday:2026". */
  subject: z.string().min(1),
  /** Our customer's id; null where only `person` says who it is. */
  customerId: maybe,
  /**
   * Who it is, by what another system knows; the number with its country's prefix. Beside a `customerId`: what is
   * told of them, such as a birthday ("MM-DD").
   */
  person: z
    .object({ shopifyId: maybe, phone: maybe, email: maybe, firstName: maybe, lastName: maybe, birthday: maybe })
    .nullable()
    .default(null),
  /** The one automation that it is meant for. */
  automationId: maybe,
  hop: z.number().int().min(0).default(0),
  causedBy: maybe,
  facts: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  wanted: z.array(z.object({ variantId: z.string(), price: maybe })).default([]),
});
/** The body of an event of our own, before defaults. */
export type OwnPayload = z.input<typeof ownPayload>;

/** What a topic says by its name alone, in the words of the store's own topics. */
const implied = new Map<string, string>(
  Object.entries({
    "shopbell/consent_granted": "subscribed",
    "shopbell/consent_revoked": "unsubscribed",
    "shopbell/opt_in_requested": "pending",
  } satisfies Partial<Record<OwnTopic, string>>),
);

function factsOf(topic: string, facts: Facts): Facts {
  const state = implied.get(topic);
  return state ? { ...facts, consent: { opt_in_level: null, ...facts.consent, state } } : facts;
}

/** Steps of ours join and leave segments too: what they would be heard as. */
function echoesOf(topic: string, customerId: string | null, { segment }: Facts): string[] {
  const [, change] = /^shopbell\/(segment_(?:joined|left))$/.exec(topic) ?? [];
  return change && customerId && typeof segment?.id === "string" ? [`${change}:${segment.id}:${customerId}`] : [];
}

function personOf({ phone, birthday, ...person }: NonNullable<z.infer<typeof ownPayload>["person"]>) {
  return named({ ...person, phone: readPhone(phone)?.e164 ?? null, ...(birthday && { birthday }) });
}

export const ownReader = defineReader({
  topics: ownTopics,
  payload: ownPayload,
  read: ({ subject, customerId, person, automationId, hop, causedBy, facts, wanted }, topic) => ({
    subject,
    customerId,
    targetAutomationId: automationId,
    hop,
    causedBy,
    facts: factsOf(topic, facts),
    echoes: echoesOf(topic, customerId, facts),
    wanted: wanted.map((variant) => ({ ...variant, source: "waitlist" as const })),
    customer: person && personOf(person),
  }),
});
