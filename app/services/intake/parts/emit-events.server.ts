import { deflateSync } from "node:zlib";
import type { OwnPayload, OwnTopic } from "#core/intake/topics/own-events.ts";
import { priorities, type Reminder } from "#core/operations/jobs.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { storeOwnEvents } from "#shell/repositories/intake/store-events.server.ts";

/** An event that Shopbell itself emits. */
export interface OwnEvent {
  shopId: string;
  topic: OwnTopic;
  /** The idempotency key: unique by shop and topic. */
  eventId: string;
  payload: OwnPayload;
  triggeredAt: Instant;
  /** Not taken in earlier: until then, it may still be withdrawn. */
  leaseUntil?: Instant;
}

/**
 * Stores Shopbell's own events in the inbox, each once, within the transaction of their cause.
 * @returns the number of new events
 */
export function emitOwnEvents(context: AppContext, sql: Sql, events: readonly OwnEvent[]): Promise<number> {
  const now = context.clock.now();
  return storeOwnEvents(
    sql,
    events.map(({ payload, eventId, ...event }) => ({
      ...event,
      id: context.newId(now),
      eventId,
      webhookId: eventId,
      receivedAt: now,
      payload: deflateSync(JSON.stringify(payload)),
    })),
  );
}

/** The reminder to ingest emitted events, for after the commit. @param at for events that are not taken in earlier */
export const inboxReminder = (now: Instant, at?: Instant): Reminder => ({
  name: "events.ingest",
  id: `ingest-own-${(at ?? now).epochMilliseconds}`,
  payload: { id: "own" },
  priority: priorities.high,
  ...(at && { at }),
});
