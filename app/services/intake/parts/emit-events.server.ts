import { deflateSync } from "node:zlib";
import type { OwnPayload, OwnTopic } from "#core/intake/topics/own-events.ts";
import { priorities, type Reminder } from "#core/operations/jobs.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { storeOwnEvents } from "#shell/repositories/intake/store-events.server.ts";

/** Something that Shopbell itself has noticed or been told of. */
export interface OwnEvent {
  shopId: string;
  topic: OwnTopic;
  /** The same for the same happening, however often it is noticed. */
  eventId: string;
  payload: OwnPayload;
  triggeredAt: Instant;
}

/**
 * Puts events of our own into the inbox, each once, within the transaction that brings them about.
 * @returns how many are new
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

/** The reminder that the inbox holds something, for after the transaction. */
export const inboxReminder = (now: Instant): Reminder => ({
  name: "events.ingest",
  id: `ingest-own-${now.epochMilliseconds}`,
  payload: { id: "own" },
  priority: priorities.high,
});
