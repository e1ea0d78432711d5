import { factsOf, type CustomerRecord } from "../customers/record.ts";
import type { NormalizedEvent } from "../intake/define.ts";
import { nameInTexts } from "../team/settings.ts";
import type { Instant } from "../time/time.ts";
import type { IncomingEvent } from "./match-context.ts";

/** An inbox row with its normalised payload. */
export interface StoredEvent {
  id: string;
  topic: string;
  triggeredAt: Instant;
  normalizedEvent: NormalizedEvent;
}

/** The chain of the app's own actions that caused an event: its length, and the sequence of the last action. */
export interface EventCause {
  hop: number;
  causedBy: string | null;
}

interface EventContext {
  /** Null when the event names no customer. */
  customer: CustomerRecord | null;
  /** Names of the customer's segments. */
  segments: readonly string[];
  shop: { name: string; domain: string; /** IANA. */ timezone: string; settings: unknown };
  cause: EventCause;
}

/** Joins an event with its customer and shop for matching. */
export const incomingEventOf = (
  { id, topic, triggeredAt, normalizedEvent }: StoredEvent,
  { customer, segments, shop, cause }: EventContext,
): IncomingEvent => ({
  id,
  topic,
  triggeredAt,
  normalizedEvent,
  customer: customer && factsOf(customer, segments),
  shop: { name: nameInTexts(shop), url: `https://${shop.domain}`, timezone: shop.timezone },
  ...cause,
});
