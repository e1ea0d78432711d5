import { z } from "zod";
import { readPhone } from "#core/customers/phone-number.ts";
import { defineReader, type Facts } from "../define.ts";
import { customerRef } from "../shapes.ts";

/**
 * Events that Shopbell raises itself: from the calendar, a reply, a click, a member of staff or a merchant's system.
 * They use the same inbox as the store's webhooks, so they are stored, deduplicated and explained in the same way.
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
  "shopbell/product_viewed",
  "shopbell/manual",
  "shopbell/api_event",
  "shopbell/flow_action",
] as const;
export type OwnTopic = (typeof ownTopics)[number];
export const isOwnTopic = (topic: string): topic is OwnTopic => (ownTopics as readonly string[]).includes(topic);

const optionalText = z.string().nullable().default(null);

const ownPayload = z.object({
  /** The subject, such as "birthday:2026". */
  subject: z.string().min(1),
  /** The app's customer id; null when only `person` identifies the customer. */
  customerId: optionalText,
  /**
   * Identifies the customer by data of another system, with the phone number in international format. With a
   * `customerId` it adds data about that customer instead, such as a birthday ("MM-DD").
   */
  person: z
    .object({
      shopifyId: optionalText,
      phone: optionalText,
      email: optionalText,
      firstName: optionalText,
      lastName: optionalText,
      birthday: optionalText,
    })
    .nullable()
    .default(null),
  /** The only automation that the event may enter. */
  automationId: optionalText,
  hop: z.number().int().min(0).default(0),
  causedBy: optionalText,
  facts: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  wanted: z.array(z.object({ variantId: z.string(), price: optionalText })).default([]),
});
/** The body of an own event before defaults. */
export type OwnPayload = z.input<typeof ownPayload>;

/** Consent states that a topic implies. */
const impliedStates = new Map<string, string>(
  Object.entries({
    "shopbell/consent_granted": "subscribed",
    "shopbell/consent_revoked": "unsubscribed",
    "shopbell/opt_in_requested": "pending",
  } satisfies Partial<Record<OwnTopic, string>>),
);

function factsOf(topic: string, facts: Facts): Facts {
  const state = impliedStates.get(topic);
  return state ? { ...facts, consent: { opt_in_level: null, ...facts.consent, state } } : facts;
}

/** The echo keys of a segment change, because steps also add customers to segments and remove them. */
function echoKeysOf(topic: string, customerId: string | null, { segment }: Facts): string[] {
  const [, change] = /^shopbell\/(segment_(?:joined|left))$/.exec(topic) ?? [];
  return change && customerId && typeof segment?.id === "string" ? [`${change}:${segment.id}:${customerId}`] : [];
}

function personOf({ phone, birthday, ...person }: NonNullable<z.infer<typeof ownPayload>["person"]>) {
  return customerRef({ ...person, phone: readPhone(phone)?.e164 ?? null, ...(birthday && { birthday }) });
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
    echoes: echoKeysOf(topic, customerId, facts),
    wanted: wanted.map((variant) => ({ ...variant, source: "waitlist" as const })),
    customer: person && personOf(person),
  }),
});
