import { factsOf, type CustomerRecord } from "../customers/record.ts";
import type { NormalizedEvent } from "../intake/define.ts";
import { nameInTexts } from "../team/settings.ts";
import type { Instant } from "../time/time.ts";
import type { IncomingEvent } from "./match-context.ts";

/** An event as it was told: its place in the inbox, and what it says. */
export interface StoredEvent {
  id: string;
  topic: string;
  triggeredAt: Instant;
  normalizedEvent: NormalizedEvent;
}

/** How many of our own actions lie before an event, and the sequence of the last. */
export interface EventCause {
  hop: number;
  causedBy: string | null;
}

interface Known {
  /** Null where the event names nobody. */
  customer: CustomerRecord | null;
  /** Names of the segments that the customer is in. */
  segments: readonly string[];
  shop: { name: string; domain: string; /** IANA. */ timezone: string; settings: unknown };
  cause: EventCause;
}

/** An event as automations meet it, with its customer and its shop. */
export const incomingEventOf = (
  { id, topic, triggeredAt, normalizedEvent }: StoredEvent,
  { customer, segments, shop, cause }: Known,
): IncomingEvent => ({
  id,
  topic,
  triggeredAt,
  normalizedEvent,
  customer: customer && factsOf(customer, segments),
  shop: { name: nameInTexts(shop), url: `https://${shop.domain}`, timezone: shop.timezone },
  ...cause,
});
