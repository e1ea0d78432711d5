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
import { withTimeout } from "#shell/deadline.server.ts";
import type { AdminCustomer } from "#shell/shopify/admin-api.server.ts";
import { traced } from "#shell/tracing.server.ts";
import { isStopping } from "#shell/stopping.server.ts";
import { fetchCustomers, findUnknownCustomers, type FetchedCustomers } from "./parts/fetch-customers.server.ts";
import { splitByOrder, waitForOrders } from "./parts/wait-for-orders.server.ts";
import { applyShopEvents } from "./parts/apply-shop-events.server.ts";
import { NeedsNewerRelease } from "./parts/load-match-context.server.ts";
import { eraseCustomers } from "../consent/parts/erase-customers.server.ts";
import { eraseShopInBatches } from "./parts/erase-shop-in-batches.server.ts";
import { ingestBatch } from "./parts/ingest-batch.server.ts";
import { remind, remindersFor } from "../engine/parts/remind.server.ts";
import { normalizeStoredEvent, type NormalizedStoreEvent } from "./parts/normalize-events.server.ts";

const MAX_BATCH = 200;
const LEASE_SECONDS = 60;
/** How long claimed events wait for an absent database: as long as their lease. */
const PATIENCE = { patienceMs: LEASE_SECONDS * 1_000 };

/** The intake of one process. */
interface Intake {
  /** Shops whose events of an earlier claim still wait for the Admin API: their later events are left alone. */
  busy: Set<string>;
  underWay: Set<Promise<void>>;
  claimed: number;
  /** The shop that had the last turn. */
  lastShop: string | null;
}
const intakes = new WeakMap<AppContext["queue"], Intake>();
function intakeOf({ queue }: Pick<AppContext, "queue">): Intake {
  const intake = intakes.get(queue) ?? { busy: new Set(), underWay: new Set(), claimed: 0, lastShop: null };
  intakes.set(queue, intake);
  return intake;
}

/**
 * Ingests the received events of the inbox, batch by batch, until none is left to claim. Events that wait for the Admin
 * API of their shop, and those of unknown orders, go on by themselves and hold up no other.
 */
export async function takeEvents(context: AppContext): Promise<void> {
  const intake = intakeOf(context);
  while (!isStopping(context)) {
    const now = context.clock.now();
    const events = await claimStoreEvents(context.db.pool, {
      now,
      until: now.add({ seconds: LEASE_SECONDS }),
      limit: MAX_BATCH,
      without: [...intake.busy],
      after: intake.lastShop,
    });
    if (events.length === 0) return;
    intake.lastShop = lastTurn(events, intake.lastShop);
    intake.claimed += events.length;
    const normalized = events.map(toNormalized);
    const { answered, slow } = await askForCustomers(context, normalized);
    await ingestInOrder(
      context,
      normalized.filter((event) => !slow.has(event.shopId) && !asksForErasure(event)),
      answered,
    );
    // The erasure of a large shop takes minutes: in a transaction of its own, it holds up no other shop's events.
    for (const [shopId, erasures] of Map.groupBy(normalized.filter(asksForErasure), (event) => event.shopId))
      goOn(context, shopId, async () => {
        const ready: NormalizedStoreEvent[] = [];
        for (const event of erasures) if (await eraseShopInBatches(context, event)) ready.push(event);
        await ingestInOrder(context, ready, answered);
        // A long history takes minutes: the shop's other events go on beside it.
        if (ready.length > 0) goOn(context, null, () => eraseCustomers(context));
      });
    for (const [shopId, answer] of slow)
      goOn(context, shopId, async () =>
        ingestInOrder(
          context,
          normalized.filter((event) => event.shopId === shopId && !asksForErasure(event)),
          await answer,
        ),
      );
  }
}

/** The shop whose turn came last, in the order of ids that begins after a shop. */
export function lastTurn(events: readonly ClaimedEvent[], after: string | null): string | null {
  const ids = [...new Set(events.map(({ shopId }) => shopId))].sort();
  return ids.findLast((id) => after === null || id <= after) ?? ids.at(-1) ?? after;
}

/** How long the events of other shops wait for a shop's Admin API, in milliseconds. */
const SLOW_AFTER_MS = 100;

/**
 * Asks the shops' Admin APIs for the customers that events do not describe.
 * @returns the answers that came at once, and by shop id those that take longer
 */
async function askForCustomers(
  context: AppContext,
  events: readonly NormalizedStoreEvent[],
): Promise<{ answered: FetchedCustomers; slow: ReadonlyMap<string, Promise<FetchedCustomers>> }> {
  const unknown = await findUnknownCustomers(context, events);
  if (unknown.length === 0) return { answered: new Map(), slow: new Map() };
  const answered: [string, AdminCustomer][] = [];
  const slow = new Map<string, Promise<FetchedCustomers>>();
  for (const [shopId, queries] of Map.groupBy(unknown, (customer) => customer.shopId))
    slow.set(shopId, fetchCustomers(context, queries));
  let isLate = false;
  const inTime = [...slow].map(async ([shopId, answer]) => {
    const fetched = await answer;
    if (isLate) return;
    answered.push(...fetched);
    slow.delete(shopId);
  });
  await withTimeout(SLOW_AFTER_MS, Promise.allSettled(inTime));
  isLate = true;
  return { answered: new Map(answered), slow };
}

/** Goes on with claimed events beside the others, then takes what has come meanwhile. */
function goOn(context: AppContext, shopId: string | null, work: () => Promise<void>): void {
  const { busy, underWay } = intakeOf(context);
  if (shopId) busy.add(shopId);
  const going = work()
    .catch((error: unknown) => context.log.error({ err: error }, "events could not be ingested; they are tried again"))
    .finally(() => shopId && busy.delete(shopId))
    .then(() => takeEvents(context))
    .catch((error: unknown) => context.log.error({ err: error }, "the inbox could not be looked at"))
    .finally(() => underWay.delete(going));
  underWay.add(going);
}

/** Resolves when this process has no events under way. */
export async function intakeIdle(context: AppContext): Promise<void> {
  const { underWay } = intakeOf(context);
  while (underWay.size > 0) await Promise.all(underWay);
}

/**
 * Ingests all received events, and waits for those that go on by themselves.
 * @returns the number of claimed events
 */
export async function ingestEvents(context: AppContext): Promise<number> {
  const intake = intakeOf(context);
  const before = intake.claimed;
  await takeEvents(context);
  await intakeIdle(context);
  return intake.claimed - before;
}

/** Ingests events that name an order but no customer last: the order's own events of the batch name it. */
async function ingestInOrder(
  context: AppContext,
  events: readonly NormalizedStoreEvent[],
  fetched: FetchedCustomers,
): Promise<void> {
  await ingest(
    context,
    events.filter((event) => !namesOrderOnly(event)),
    fetched,
  );
  const { ready, orphans } = await splitByOrder(context, events.filter(namesOrderOnly));
  await ingest(context, ready, fetched);
  if (orphans.length > 0) goOn(context, null, () => letWait(context, orphans));
}

async function letWait(context: AppContext, orphans: Parameters<typeof waitForOrders>[1]): Promise<void> {
  try {
    await remindAt(context, await waitForOrders(context, orphans));
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

function asksForErasure({ normalizeResult }: NormalizedStoreEvent): boolean {
  const privacy = "normalizedEvent" in normalizeResult ? normalizeResult.normalizedEvent.privacy : null;
  return privacy?.asks === "erase_shop" || privacy?.asks === "erase_customer";
}

const namesOrderOnly = ({ normalizeResult }: NormalizedStoreEvent): boolean =>
  "normalizedEvent" in normalizeResult && lacksCustomer(normalizeResult.normalizedEvent);

const toNormalized = (event: ClaimedEvent): NormalizedStoreEvent => ({
  ...event,
  normalizeResult: normalizeStoredEvent(event),
});

/** Ingests a batch. If the batch fails, ingests each event alone, so that one bad event does not block the others. */
async function ingest(
  context: AppContext,
  events: readonly NormalizedStoreEvent[],
  fetched: FetchedCustomers,
): Promise<void> {
  if (events.length === 0) return;
  await traced(context, "intake batch", { "shopbell.events": events.length }, () =>
    ingestTraced(context, events, fetched),
  );
}

async function ingestTraced(
  context: AppContext,
  events: readonly NormalizedStoreEvent[],
  fetched: FetchedCustomers,
): Promise<void> {
  try {
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
    if (error instanceof NeedsNewerRelease) return leaveToOthers(context, events, fetched, error.eventIds);
    const [only] = events;
    if (events.length === 1 && only) return retryOrFailEvent(context, only, error);
    context.log.warn({ err: error, events: events.length }, "a batch of store events failed; taking them one by one");
    for (const event of events) await ingest(context, [event], fetched);
  }
}

/** How long events that need a newer release wait for another worker before this one looks again. */
const UNREADABLE_PAUSE = Temporal.Duration.from({ seconds: 30 });

/** Puts off events that need a newer release, which counts as no attempt, and ingests the rest. */
async function leaveToOthers(
  context: AppContext,
  events: readonly NormalizedStoreEvent[],
  fetched: FetchedCustomers,
  waiting: ReadonlySet<string>,
): Promise<void> {
  const until = context.clock.now().add(UNREADABLE_PAUSE);
  await putOffEvents(context.db.pool, [...waiting], until);
  await remindAt(context, [until]);
  await ingest(
    context,
    events.filter(({ id }) => !waiting.has(id)),
    fetched,
  );
}

async function retryOrFailEvent(context: AppContext, event: NormalizedStoreEvent, error: unknown): Promise<void> {
  const isFinal = event.attempts >= MAX_HANDLER_ERRORS;
  context.log.error(
    { err: error, event: event.id, topic: event.topic, attempts: event.attempts },
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
