import { factsOf, type CustomerRecord } from "../customers/record.ts";
import type { Occurrence } from "../intake/define.ts";
import { nameInTexts } from "../team/settings.ts";
import type { Instant } from "../time/time.ts";
import type { MetEvent } from "./match-context.ts";

/** An event as it was told: its place in the inbox, and what it says. */
export interface ToldEvent {
  id: string;
  topic: string;
  triggeredAt: Instant;
  occurrence: Occurrence;
}

/** How many of our own actions lie before an event, and the sequence of the last. */
export interface Cause {
  hop: number;
  causedBy: string | null;
}

interface Known {
  /** Null where the event names nobody. */
  customer: CustomerRecord | null;
  /** Names of the segments that the customer is in. */
  segments: readonly string[];
  shop: { name: string; domain: string; /** IANA. */ timezone: string; settings: unknown };
  cause: Cause;
}

/** An event as automations meet it, with its customer and its shop. */
export const metEventOf = (
  { id, topic, triggeredAt, occurrence }: ToldEvent,
  { customer, segments, shop, cause }: Known,
): MetEvent => ({
  id,
  topic,
  triggeredAt,
  occurrence,
  customer: customer && factsOf(customer, segments),
  shop: { name: nameInTexts(shop), url: `https://${shop.domain}`, timezone: shop.timezone },
  ...cause,
});
