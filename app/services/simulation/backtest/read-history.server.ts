import type { SimulatedCustomer } from "#core/simulation/simulated-customers.ts";
import type { PastBatch, PastEvent } from "#core/simulation/simulation.ts";
import { inflateSync } from "node:zlib";
import { Heap } from "#core/heap.ts";
import {
  knownOrderOf,
  lacksCustomer,
  normalizeEvent,
  type NormalizeResult,
  parseLossless,
  withKnownOrder,
} from "#core/intake/normalize.ts";
import { pastEventsOf } from "#core/intake/import/past-events.ts";
import { asTest } from "#core/intake/define.ts";
import type { Instant } from "#core/time/time.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import {
  BEGINNING,
  pastConsents,
  pastEarlier,
  pastEvents,
  pastCustomers,
  pastSegments,
  type HistoryMark,
  type PastEventRow,
} from "#shell/repositories/simulation/backtest-history.server.ts";
import { pageHistory, type HistoryRow } from "#shell/repositories/intake/store-history.server.ts";
import { normalizeStoredEvent } from "#services/intake/parts/normalize-events.server.ts";

const PAGE_SIZE = 500;

/** Runs queries in a read-only transaction. */
export type HistoryReader = <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;

/** Number of events read. */
export interface EventCount {
  events: number;
  /** Events without a payload: the customer was erased, or retention deleted it. */
  forgotten: number;
}

/** Callbacks of `readPast`. */
export interface HistoryListener {
  /** New customers, before the first of their events. */
  addCustomers(customers: readonly SimulatedCustomer[]): void;
  count: EventCount;
  /** Called once per page with the number of events read so far. */
  onProgress?: (events: number) => Promise<void>;
}

interface PendingEvent {
  ms: number;
  at: Instant;
  event: PastEvent;
  /** The event did not name its customer; live intake processes such events after the order's own. */
  isLater: boolean;
}

/**
 * Yields a shop's event history in batches, in the order in which intake processed it, as live sequences met it.
 * Processing order differs from event time: an order that arrives before its checkout ends a checkout that has not
 * begun. Reads by arrival time, which has an index, and sorts by processing time; an event is never processed before it
 * arrives. Imported objects give the events from before the installation: they count as processed when they happened.
 */
export async function* readPast(
  read: HistoryReader,
  shopId: string,
  { addCustomers, count, onProgress }: HistoryListener,
): AsyncGenerator<PastBatch> {
  const pending = new Heap<PendingEvent>((a, b) => a.ms < b.ms || (a.ms === b.ms && a.event.id < b.event.id));
  const customers = new CustomerLoader(read, shopId);
  const sources = [new ToldPages(read, shopId, count), new ImportedPages(read, shopId, count)];
  for (;;) {
    const [source] = sources.filter(({ isDone }) => !isDone).sort((a, b) => a.reachedMs - b.reachedMs);
    if (!source) break;
    const { rows, events } = await source.next();
    await onProgress?.(count.events);
    addCustomers(await customers.of(rows));
    for (const each of events) pending.push(each);
    yield* readyBatches(pending, Math.min(...sources.map(({ isDone, reachedMs }) => (isDone ? Infinity : reachedMs))));
  }
}

/** A source of events in pages, in the order of the earliest instant at which they can have been processed. */
interface EventPages {
  readonly isDone: boolean;
  /** No later page has an event that was processed before this. */
  readonly reachedMs: number;
  next(): Promise<{ rows: readonly { customerId: string | null }[]; events: PendingEvent[] }>;
}

/** The events that webhooks told, or that were fetched, by their arrival. */
class ToldPages implements EventPages {
  #cursor: HistoryMark | null = BEGINNING;
  readonly #read: HistoryReader;
  readonly #shopId: string;
  readonly #count: EventCount;

  constructor(read: HistoryReader, shopId: string, count: EventCount) {
    this.#read = read;
    this.#shopId = shopId;
    this.#count = count;
  }

  get isDone(): boolean {
    return this.#cursor === null;
  }
  get reachedMs(): number {
    return this.#cursor?.at.epochMilliseconds ?? Infinity;
  }

  async next() {
    const after = this.#cursor ?? BEGINNING;
    const rows = await this.#read((sql) => pastEvents(sql, this.#shopId, after, PAGE_SIZE));
    const last = rows.at(-1);
    this.#cursor = last && rows.length === PAGE_SIZE ? { at: last.receivedAt, id: last.id } : null;
    this.#count.events += rows.length;
    this.#count.forgotten += rows.filter(({ payload }) => payload === null).length;
    return { rows, events: await normalizePastEvent(this.#read, this.#shopId, rows) };
  }
}

/** The events of imported objects, by the beginnings of these. */
class ImportedPages implements EventPages {
  #cursor: { at: Instant; subject: string } | null = { at: BEGINNING.at, subject: "" };
  readonly #read: HistoryReader;
  readonly #shopId: string;
  readonly #count: EventCount;

  constructor(read: HistoryReader, shopId: string, count: EventCount) {
    this.#read = read;
    this.#shopId = shopId;
    this.#count = count;
  }

  get isDone(): boolean {
    return this.#cursor === null;
  }
  get reachedMs(): number {
    return this.#cursor?.at.epochMilliseconds ?? Infinity;
  }

  async next() {
    const after = this.#cursor ?? { at: BEGINNING.at, subject: "" };
    const rows = await this.#read((sql) => pageHistory(sql, this.#shopId, after, PAGE_SIZE));
    const last = rows.at(-1);
    this.#cursor = last && rows.length === PAGE_SIZE ? { at: last.at, subject: last.subject } : null;
    const events = rows.flatMap(toPastEvents);
    this.#count.events += events.length;
    return { rows, events };
  }
}

/** The events that the webhooks of an imported object would have been; each names the object's customer. */
function toPastEvents({ kind, subject, customerId, before, body }: HistoryRow): PendingEvent[] {
  const parsed = parseLossless(inflateSync(body).toString("utf8")) as Record<string, unknown>;
  return pastEventsOf({ kind, body: parsed, before }).flatMap((past, index): PendingEvent[] => {
    const normalizeResult = normalizeEvent(past.topic, past.body);
    if ("ignored" in normalizeResult) return [];
    const { normalizedEvent } = normalizeResult;
    const isLater = lacksCustomer(normalizedEvent);
    return [
      {
        ms: past.at.epochMilliseconds,
        at: past.at,
        event: {
          id: `${subject}:${String(index).padStart(3, "0")}`,
          topic: past.topic,
          triggeredAt: past.at,
          isTest: false,
          customerId,
          normalizedEvent: isLater ? withKnownOrder(normalizedEvent, { customerId, facts: {} }) : normalizedEvent,
        },
        isLater,
      },
    ];
  });
}

/** Batches that no unread event can join: processed before `before` (epoch milliseconds). */
function* readyBatches(pending: Heap<PendingEvent>, before: number): Generator<PastBatch> {
  for (let first = pending.first(); first && first.ms < before; first = pending.first()) {
    const simultaneous: PendingEvent[] = [];
    for (let next = pending.first(); next?.ms === first.ms; next = pending.first()) {
      simultaneous.push(next);
      pending.pop();
    }
    for (const part of [
      simultaneous.filter(({ isLater }) => !isLater),
      simultaneous.filter(({ isLater }) => isLater),
    ]) {
      if (part.length > 0) yield { at: first.at, events: part.map(({ event }) => event) };
    }
  }
}

/**
 * Normalises past events and adds the customers that earlier events of their order named; drops events without a
 * payload.
 */
export async function normalizePastEvent(
  read: HistoryReader,
  shopId: string,
  rows: readonly PastEventRow[],
): Promise<PendingEvent[]> {
  const normalized = rows
    .filter(({ payload }) => payload !== null)
    .map((row) => ({ row, normalizeResult: normalizeStoredEvent(row) }))
    .filter(isNormalized);
  const lacking = normalized.filter(({ normalizeResult }) => lacksCustomer(normalizeResult.normalizedEvent));
  const found =
    lacking.length === 0
      ? []
      : await read((sql) =>
          pastEarlier(
            sql,
            shopId,
            lacking.map(({ row, normalizeResult }) => ({
              eventId: row.id,
              subject: normalizeResult.normalizedEvent.relatedSubject ?? "",
              by: row.processedAt,
            })),
          ),
        );
  const earlier = new Map(
    found.map((each) => [each.eventId, knownOrderOf(each.customerId, normalizeStoredEvent(each))]),
  );
  return normalized.map(
    ({ row: { id, topic, triggeredAt, isTest, customerId, processedAt }, normalizeResult: { normalizedEvent } }) => {
      const completed = withKnownOrder(normalizedEvent, earlier.get(id));
      return {
        ms: processedAt.epochMilliseconds,
        at: processedAt,
        event: {
          id,
          topic,
          triggeredAt,
          isTest,
          customerId,
          normalizedEvent: isTest ? asTest(normalizedEvent, customerId) : completed,
        },
        isLater: lacksCustomer(normalizedEvent),
      };
    },
  );
}

type NormalizedRow = { row: PastEventRow; normalizeResult: Extract<NormalizeResult, { normalizedEvent: unknown }> };
const isNormalized = (item: { row: PastEventRow; normalizeResult: NormalizeResult }): item is NormalizedRow =>
  "normalizedEvent" in item.normalizeResult;

/** Loads each customer once, before their first event. */
class CustomerLoader {
  readonly #loaded = new Set<string>();
  readonly #read: HistoryReader;
  readonly #shopId: string;

  constructor(read: HistoryReader, shopId: string) {
    this.#read = read;
    this.#shopId = shopId;
  }

  async of(events: readonly { customerId: string | null }[]): Promise<SimulatedCustomer[]> {
    const ids = [...new Set(events.flatMap(({ customerId }) => customerId ?? []))].filter(
      (id) => !this.#loaded.has(id),
    );
    if (ids.length === 0) return [];
    for (const id of ids) this.#loaded.add(id);
    return this.#read(async (sql) => {
      const consents = Map.groupBy(await pastConsents(sql, ids), ({ customerId }) => customerId);
      const segments = Map.groupBy(await pastSegments(sql, ids), ({ customerId }) => customerId);
      const rows = await pastCustomers(sql, this.#shopId, ids);
      return rows.map(({ record, ...row }) => ({
        ...row,
        today: record,
        consents: consents.get(record.id) ?? [],
        segments: segments.get(record.id) ?? [],
      }));
    });
  }
}
