import { z } from "zod";
import type { NormalizedEvent } from "./define.ts";
import type { Instant } from "../time/time.ts";
import { audienceSchema } from "./audience.ts";

/**
 * The fan-out of one event to many customers, page by page. The last event of a full page carries the cursor, and
 * ingesting that event raises the next page. So the inbox holds all remaining work.
 */
const fanOutCursor = z.object({
  audience: audienceSchema,
  /** Event ids are `head:customerId:tail`. They are idempotency keys: a restarted fan-out raises the same ids. */
  head: z.string(),
  tail: z.string(),
  /** The subject prefix; each event appends its customer's id. */
  subject: z.string(),
  /** The last customer of the previous page; null before the first page. */
  after: z.string().nullable(),
  /**
   * The delay of the first page in milliseconds. Later pages use the same delay, so that they do not look fresher or
   * staler.
   */
  lateBy: z.number(),
});
export type FanOutCursor = z.infer<typeof fanOutCursor>;

/** Customers per page. Other events are ingested between pages. */
export const FAN_OUT_PAGE_SIZE = 500;

/** The facts key that carries the cursor. It is not a template variable; changing it breaks stored events. */
const FAN_OUT_KEY = "telling";

export const attachFanOut = (facts: NormalizedEvent["facts"], cursor: FanOutCursor): NormalizedEvent["facts"] => ({
  ...facts,
  [FAN_OUT_KEY]: cursor,
});

/** The cursor that an event carries and the facts without it; null when the event carries none. */
export function attachedFanOut({
  facts,
}: Pick<NormalizedEvent, "facts">): { telling: FanOutCursor; facts: NormalizedEvent["facts"] } | null {
  const { [FAN_OUT_KEY]: carried, ...rest } = facts;
  const read = fanOutCursor.safeParse(carried);
  return read.success ? { telling: read.data, facts: rest } : null;
}

/** Removes the cursor before automations see the event. */
export function withoutFanOut(normalizedEvent: NormalizedEvent): NormalizedEvent {
  const attached = attachedFanOut(normalizedEvent);
  return attached ? { ...normalizedEvent, facts: attached.facts } : normalizedEvent;
}

export const fanOutEventId = ({ head, tail }: FanOutCursor, customerId: string): string =>
  `${head}:${customerId}:${tail}`;
export const fanOutSubject = ({ subject }: FanOutCursor, customerId: string): string => `${subject}:${customerId}`;

/**
 * The `triggeredAt` of a page raised now: the instant at which the page should have begun. Staleness counts from it,
 * and events in between are older.
 */
export const fanOutTriggeredAt = ({ lateBy }: FanOutCursor, now: Instant): Instant =>
  now.subtract({ milliseconds: lateBy });
