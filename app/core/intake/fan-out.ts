import { z } from "zod";
import type { NormalizedEvent } from "./define.ts";
import type { Instant } from "../time/time.ts";
import { audienceSchema } from "./audience.ts";

/**
 * One thing told of many customers. It is told a page at a time: the last event of a full page carries the telling, and
 * whoever takes that event in raises the next page. So what is left to tell lies in the inbox, like everything else.
 */
const telling = z.object({
  audience: audienceSchema,
  /** An event's id is head, customer and tail: the same for the same telling, however often it is begun. */
  head: z.string(),
  tail: z.string(),
  /** What it is about; the customer's id is added, for each has their own. */
  subject: z.string(),
  /** The last customer told of; null before the first. */
  after: z.string().nullable(),
  /** How late it began, in milliseconds: a later page counts as late as the first. */
  lateBy: z.number(),
});
export type FanOutCursor = z.infer<typeof telling>;

/** How many are told of at once. In between, other events have their turn. */
export const FAN_OUT_PAGE_SIZE = 500;

/** Where an event carries the telling. Templates have no word for it. */
const CARRIED = "telling";

export const attachFanOut = (facts: NormalizedEvent["facts"], told: FanOutCursor): NormalizedEvent["facts"] => ({
  ...facts,
  [CARRIED]: told,
});

/** The telling that an event carries on, and the facts without it; null for one that carries none. */
export function attachedFanOut({
  facts,
}: Pick<NormalizedEvent, "facts">): { telling: FanOutCursor; facts: NormalizedEvent["facts"] } | null {
  const { [CARRIED]: carried, ...rest } = facts;
  const read = telling.safeParse(carried);
  return read.success ? { telling: read.data, facts: rest } : null;
}

/** An event as it is for everyone else. */
export function withoutFanOut(normalizedEvent: NormalizedEvent): NormalizedEvent {
  const carried = attachedFanOut(normalizedEvent);
  return carried ? { ...normalizedEvent, facts: carried.facts } : normalizedEvent;
}

export const fanOutEventId = ({ head, tail }: FanOutCursor, customerId: string): string =>
  `${head}:${customerId}:${tail}`;
export const fanOutSubject = ({ subject }: FanOutCursor, customerId: string): string => `${subject}:${customerId}`;

/**
 * When a page that is raised now happened: staleness goes by when it should have begun, and other events of the
 * meantime come first.
 */
export const fanOutTriggeredAt = ({ lateBy }: FanOutCursor, now: Instant): Instant =>
  now.subtract({ milliseconds: lateBy });
