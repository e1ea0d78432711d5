import { Temporal, type Instant } from "../time/time.ts";

/** The triggers that Shopify Flow knows, by the handles of their extensions. */
export const flowTriggerHandles = ["text-sent", "text-replied", "opted-out", "automation-finished"] as const;
export type FlowTriggerHandle = (typeof flowTriggerHandles)[number];

/** What a trigger reports, as read when it is sent. */
export interface FlowTriggerFacts {
  id: string;
  handle: FlowTriggerHandle;
  /** Shopify's id of the customer. */
  shopifyId: string;
  automation: string | null;
  message: string | null;
  source: string | null;
}

/** Fields of each trigger beside the customer and the event's id, as its extension names them. */
const fieldsOf: Record<FlowTriggerHandle, (facts: FlowTriggerFacts) => Record<string, string>> = {
  "text-sent": ({ automation, message }) => ({ Automation: automation ?? "", Message: message ?? "" }),
  "text-replied": ({ message }) => ({ Message: message ?? "" }),
  "opted-out": ({ source }) => ({ Source: source ?? "" }),
  "automation-finished": ({ automation }) => ({ Automation: automation ?? "" }),
};

/**
 * The payload of a trigger. "Event ID" is the same for each attempt: Shopify does not know a repeated one, so a workflow
 * that must not run twice compares it.
 */
export const flowPayload = (facts: FlowTriggerFacts): Record<string, string | number> => ({
  customer_id: idOf(facts.shopifyId),
  "Event ID": facts.id,
  ...fieldsOf[facts.handle](facts),
});

/** Shopify takes a number; an id that a number cannot hold stays a text. */
const idOf = (shopifyId: string): string | number =>
  Number.isSafeInteger(Number(shopifyId)) ? Number(shopifyId) : shopifyId;

/** How often a trigger is tried. */
const MAX_ATTEMPTS = 8;

/** When a trigger that was not taken is sent again: after 1, 2, 4 minutes and so on; null to give it up. */
export const retryFlowAt = (attempts: number, now: Instant): Instant | null =>
  attempts >= MAX_ATTEMPTS ? null : now.add(Temporal.Duration.from({ minutes: 2 ** (attempts - 1) }));
