import { lacksCustomer } from "#core/intake/normalize.ts";
import { MAX_HANDLER_ERRORS, nextAttemptAt } from "#core/engine/backoff.ts";
import { priorities } from "#core/operations/jobs.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { isDatabaseAway, retryWhileAway } from "#shell/db/away.server.ts";
import { bufferedTransaction } from "#shell/db/sql.server.ts";
import {
  claimStoreEvents,
  putOffEvents,
  recordFailure,
  type ClaimedEvent,
} from "#shell/repositories/intake/store-events.server.ts";
import { isStopping } from "#shell/stopping.server.ts";
import { fetchUnknownCustomers } from "./parts/fetch-customers.server.ts";
import { splitByOrder, waitForOrders } from "./parts/wait-for-orders.server.ts";
import { applyShopEvents } from "./parts/apply-shop-events.server.ts";
import { NeedsNewerRelease } from "./parts/load-match-context.server.ts";
import { ingestBatch } from "./parts/ingest-batch.server.ts";
import { remind, remindersFor } from "../engine/parts/remind.server.ts";
import { normalizeStoredEvent, type NormalizedStoreEvent } from "./parts/normalize-events.server.ts";

const MAX_BATCH = 200;
const LEASE_SECONDS = 60;
/** How long claimed events wait for an absent database: as long as their lease. */
const PATIENCE = { patienceMs: LEASE_SECONDS * 1_000 };

/**
 * Ingests the received events of the inbox, batch by batch, until none is left to claim. Events of unknown orders wait
 * without holding up the others.
 * @returns the number of claimed events
 */
export async function ingestEvents(context: AppContext): Promise<number> {
  for (let total = 0; ;) {
    const lookUps: Promise<void>[] = [];
    const claimed = await ingestClaimed(context, lookUps);
    await Promise.all(lookUps);
    if (claimed === 0) return total;
    total += claimed;
    // What Shopify told of an order is an event of its own now.
    if (lookUps.length === 0) return total;
  }
}

/** @param lookUps gets the waits for unknown orders, which may ask Shopify and take their time */
async function ingestClaimed(context: AppContext, lookUps: Promise<void>[]): Promise<number> {
  for (let total = 0; ;) {
    if (isStopping(context)) return total;
    const now = context.clock.now();
    const events = await claimStoreEvents(context.db.pool, {
      now,
      until: now.add({ seconds: LEASE_SECONDS }),
      limit: MAX_BATCH,
    });
    if (events.length === 0) return total;
    const normalized = events.map(toNormalized);
    // Events that name an order but no customer come last: the order's own events of this batch name it.
    await ingest(
      context,
      normalized.filter((event) => !namesOrderOnly(event)),
    );
    const { ready, orphans } = await splitByOrder(context, normalized.filter(namesOrderOnly));
    await ingest(context, ready);
    if (orphans.length > 0) lookUps.push(letWait(context, orphans));
    total += events.length;
  }
}

async function letWait(context: AppContext, orphans: Parameters<typeof waitForOrders>[1]): Promise<void> {
  try {
    const times = await waitForOrders(context, orphans);
    await remindAt(context, times);
  } catch (error) {
    // The leases run out, and the events look again.
    context.log.warn({ err: error, events: orphans.length }, "events of unknown orders could not be put off");
  }
}

const remindAt = (context: AppContext, times: readonly Instant[]): Promise<void> =>
  remind(
    context,
    times.map((at) => ({
      name: "events.ingest",
      id: `ingest-wait-${at.epochMilliseconds}`,
      payload: { id: "waiting" },
      priority: priorities.high,
      at: at.add({ milliseconds: 1 }),
    })),
  );

const namesOrderOnly = ({ normalizeResult }: NormalizedStoreEvent): boolean =>
  "normalizedEvent" in normalizeResult && lacksCustomer(normalizeResult.normalizedEvent);

const toNormalized = (event: ClaimedEvent): NormalizedStoreEvent => ({
  ...event,
  normalizeResult: normalizeStoredEvent(event),
});

/** Ingests a batch. If the batch fails, ingests each event alone, so that one bad event does not block the others. */
async function ingest(context: AppContext, events: readonly NormalizedStoreEvent[]): Promise<void> {
  if (events.length === 0) return;
  try {
    const fetched = await fetchUnknownCustomers(context, events);
    await retryWhileAway(context.log, () => applyShopEvents(context, events), PATIENCE);
    // A batch that was committed already finds no event left to ingest.
    const due = await retryWhileAway(
      context.log,
      () => bufferedTransaction(context.db.pool, (sql) => ingestBatch(context, sql, events, fetched)),
      PATIENCE,
    );
    await remind(context, remindersFor(due, context.clock.now()));
  } catch (error) {
    // Nothing is wrong with the events, so it does not count as their failure.
    if (isDatabaseAway(error)) throw error;
    if (error instanceof NeedsNewerRelease) return leaveToOthers(context, events, error.eventIds);
    const [only] = events;
    if (events.length === 1 && only) return retryOrFailEvent(context, only, error);
    context.log.warn({ err: error, events: events.length }, "a batch of store events failed; taking them one by one");
    for (const event of events) await ingest(context, [event]);
  }
}

/** How long events that need a newer release wait for another worker before this one looks again. */
const UNREADABLE_PAUSE = Temporal.Duration.from({ seconds: 30 });

/** Puts off events that need a newer release, which counts as no attempt, and ingests the rest. */
async function leaveToOthers(
  context: AppContext,
  events: readonly NormalizedStoreEvent[],
  waiting: ReadonlySet<string>,
): Promise<void> {
  const until = context.clock.now().add(UNREADABLE_PAUSE);
  await putOffEvents(context.db.pool, [...waiting], until);
  await remindAt(context, [until]);
  await ingest(
    context,
    events.filter(({ id }) => !waiting.has(id)),
  );
}

async function retryOrFailEvent(context: AppContext, event: NormalizedStoreEvent, error: unknown): Promise<void> {
  const isFinal = event.attempts >= MAX_HANDLER_ERRORS;
  context.log.error(
    { err: error, storeEventId: event.id, topic: event.topic, attempts: event.attempts },
    isFinal ? "a store event failed for good" : "a store event failed; it is tried again",
  );
  await recordFailure(
    context.db.pool,
    event.id,
    error instanceof Error ? error.message : String(error),
    isFinal ? null : nextAttemptAt(context.clock.now(), event.attempts, event.id),
  );
  if (isFinal) context.metrics.ingested("failed");
}
