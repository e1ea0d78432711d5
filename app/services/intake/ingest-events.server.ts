import { lacksCustomer } from "#core/intake/normalize.ts";
import { MAX_BREAKS, nextTry } from "#core/engine/backoff.ts";
import type { AppContext } from "#shell/context.server.ts";
import { bufferedTransaction } from "#shell/db/buffered-writes.server.ts";
import { claimStoreEvents, recordFailure, type ClaimedEvent } from "#shell/repositories/intake/store-events.server.ts";
import { fetchUnknownCustomers } from "./parts/fetch-customers.server.ts";
import { ingestBatch } from "./parts/ingest-batch.server.ts";
import { remind, remindersFor } from "../engine/parts/remind.server.ts";
import { normalizeStoredEvent, type NormalizedStoreEvent } from "./parts/normalize-events.server.ts";

const MOST_AT_ONCE = 200;
const LEASE_SECONDS = 60;

/** Works off the inbox until nothing waits. @returns how many events were taken in */
export async function ingestEvents(context: AppContext): Promise<number> {
  for (let total = 0; ;) {
    const now = context.clock.now();
    const events = await claimStoreEvents(context.db.pool, {
      now,
      until: now.add({ seconds: LEASE_SECONDS }),
      limit: MOST_AT_ONCE,
    });
    if (events.length === 0) return total;
    const read = events.map(normalized);
    // What belongs to an order and does not say whose it is comes after the order's own events.
    await ingest(
      context,
      read.filter((event) => !isLater(event)),
    );
    await ingest(context, read.filter(isLater));
    total += events.length;
  }
}

const isLater = ({ normalizeResult }: NormalizedStoreEvent): boolean =>
  "normalizedEvent" in normalizeResult && lacksCustomer(normalizeResult.normalizedEvent);

const normalized = (event: ClaimedEvent): NormalizedStoreEvent => ({
  ...event,
  normalizeResult: normalizeStoredEvent(event),
});

/** Takes a batch in; where it fails as a whole, each event by itself, so that one bad event holds up no other. */
async function ingest(context: AppContext, events: readonly NormalizedStoreEvent[]): Promise<void> {
  if (events.length === 0) return;
  try {
    const told = await fetchUnknownCustomers(context, events);
    const due = await bufferedTransaction(context.db.pool, (sql) => ingestBatch(context, sql, events, told));
    await remind(context, remindersFor(due, context.clock.now()));
  } catch (error) {
    const [only] = events;
    if (events.length === 1 && only) return setAside(context, only, error);
    context.log.warn({ err: error, events: events.length }, "a batch of store events failed; taking them one by one");
    for (const event of events) await ingest(context, [event]);
  }
}

async function setAside(context: AppContext, event: NormalizedStoreEvent, error: unknown): Promise<void> {
  const last = event.attempts >= MAX_BREAKS;
  context.log.error(
    { err: error, storeEventId: event.id, topic: event.topic, attempts: event.attempts },
    last ? "a store event failed for good" : "a store event failed; it is tried again",
  );
  await recordFailure(
    context.db.pool,
    event.id,
    error instanceof Error ? error.message : String(error),
    last ? null : nextTry(context.clock.now(), event.attempts, event.id),
  );
  if (last) context.metrics.ingested("failed");
}
