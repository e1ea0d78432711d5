import { Temporal, type Instant } from "../../time/time.ts";

/** An event that a webhook told of an object, or that was fetched. */
export interface ToldEvent {
  topic: string;
  subject: string;
  /** When it happened in the store. */
  triggeredAt: Instant;
}

/** An event that no webhook told, with its body as the webhook would have had it. */
export interface MissingEvent {
  topic: string;
  /** Fetching the same event twice stores it once. */
  eventId: string;
  /** When it happened in the store. */
  triggeredAt: Instant;
  body: Readonly<Record<string, unknown>>;
}

/** Webhooks that are younger than this may still be on their way. */
export const ON_THE_WAY = Temporal.Duration.from({ minutes: 5 });

/** By how much an object's `updated_at` may be later than the newest event about it. */
export const TOLERANCE = Temporal.Duration.from({ minutes: 1 });

/** Whether an object was updated and nothing reports it. @param newest when the newest event about it happened */
export const isUntold = (updatedAt: Instant, newest: Instant | null): boolean =>
  newest === null || Temporal.Instant.compare(newest, updatedAt.subtract(TOLERANCE)) < 0;

/** When the newest of some events happened; null without any. */
export const newestOf = (events: readonly Pick<ToldEvent, "triggeredAt">[]): Instant | null =>
  events.reduce<Instant | null>((newest, { triggeredAt }) => laterOf(newest, triggeredAt), null);

export const laterOf = (a: Instant | null, b: Instant | null): Instant | null =>
  !a ? b : !b || Temporal.Instant.compare(a, b) >= 0 ? a : b;

/** Makes the event of a topic about one object; `asOf` tells apart the events of a topic that repeats. */
export function missingEvent(
  topic: string,
  {
    subject,
    asOf,
    triggeredAt,
    body,
  }: Pick<MissingEvent, "triggeredAt" | "body"> & { subject: string; asOf?: Instant },
): MissingEvent {
  return { topic, eventId: ["fetched", subject, ...(asOf ? [asOf.toString()] : [])].join(":"), triggeredAt, body };
}
