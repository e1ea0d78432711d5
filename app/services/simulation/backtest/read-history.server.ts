import type { SimulatedCustomer } from "#core/simulation/simulated-customers.ts";
import type { PastBatch, PastEvent } from "#core/simulation/simulation.ts";
import { Heap } from "#core/heap.ts";
import { knownOrderOf, lacksCustomer, withKnownOrder } from "#core/intake/order-customer.ts";
import type { NormalizeResult } from "#core/intake/normalize.ts";
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
import { normalizeStoredEvent } from "#services/intake/parts/normalize-stored-event.server.ts";

const PAGE = 500;

/** Runs reading in a transaction that cannot write. */
export type HistoryReader = <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;

/** How much of the past there was to be read. */
export interface EventCount {
  events: number;
  /** Their bodies are gone: a customer asked to be forgotten, or they were kept long enough. */
  forgotten: number;
}

/** Who is told what there is besides the batches. */
export interface HistoryListener {
  /** Customers that no page before has named; always before their events. */
  introduce(people: readonly SimulatedCustomer[]): void;
  count: EventCount;
  /** Told how many events were read so far, once a page. */
  heed?: (events: number) => Promise<void>;
}

interface Waiting {
  ms: number;
  at: Instant;
  event: PastEvent;
  /** It belongs to an order, and was taken in after the order's own events: it did not say whose it is. */
  isLater: boolean;
}

/**
 * A shop's whole past, batch by batch, in the order in which it was taken in: that is what live runs have met. Not the
 * order of happening: an order told before its checkout ends what has not begun. Read by the time of arrival, for which
 * there is an index, and sorted on the way: nothing is taken in before it has arrived.
 */
export async function* readPast(
  read: HistoryReader,
  shopId: string,
  { introduce, count, heed }: HistoryListener,
): AsyncGenerator<PastBatch> {
  const waiting = new Heap<Waiting>((a, b) => a.ms < b.ms || (a.ms === b.ms && a.event.id < b.event.id));
  const people = new Introductions(read, shopId);
  for (let behind: HistoryMark | null = BEGINNING; behind;) {
    const from: HistoryMark = behind;
    const rows = await read((sql) => pastEvents(sql, shopId, from, PAGE));
    const last = rows.at(-1);
    behind = last && rows.length === PAGE ? { at: last.receivedAt, id: last.id } : null;
    count.events += rows.length;
    count.forgotten += rows.filter(({ payload }) => payload === null).length;
    await heed?.(count.events);
    introduce(await people.of(rows));
    for (const each of await normalizePastEvent(read, shopId, rows)) waiting.push(each);
    yield* taken(waiting, behind ? behind.at.epochMilliseconds : Infinity);
  }
}

/** Batches that nothing still unread can belong to: those taken in before `before` (milliseconds). */
function* taken(waiting: Heap<Waiting>, before: number): Generator<PastBatch> {
  for (let first = waiting.first(); first && first.ms < before; first = waiting.first()) {
    const together: Waiting[] = [];
    for (let next = waiting.first(); next?.ms === first.ms; next = waiting.first()) {
      together.push(next);
      waiting.pop();
    }
    for (const part of [together.filter(({ isLater }) => !isLater), together.filter(({ isLater }) => isLater)]) {
      if (part.length > 0) yield { at: first.at, events: part.map(({ event }) => event) };
    }
  }
}

/**
 * Events as they were taken in, each completed by what was told before of its thing; without those that tell nothing
 * any more.
 */
export async function normalizePastEvent(
  read: HistoryReader,
  shopId: string,
  rows: readonly PastEventRow[],
): Promise<Waiting[]> {
  const told = rows
    .filter(({ payload }) => payload !== null)
    .map((row) => ({ row, normalizeResult: normalizeStoredEvent(row) }))
    .filter(isOccurrence);
  const wanting = told.filter(({ normalizeResult }) => lacksCustomer(normalizeResult.normalizedEvent));
  const found =
    wanting.length === 0
      ? []
      : await read((sql) =>
          pastEarlier(
            sql,
            shopId,
            wanting.map(({ row, normalizeResult }) => ({
              eventId: row.id,
              subject: normalizeResult.normalizedEvent.relatedSubject ?? "",
              by: row.processedAt,
            })),
          ),
        );
  const earlier = new Map(
    found.map((each) => [each.eventId, knownOrderOf(each.customerId, normalizeStoredEvent(each))]),
  );
  return told.map(
    ({ row: { id, topic, triggeredAt, customerId, processedAt }, normalizeResult: { normalizedEvent } }) => ({
      ms: processedAt.epochMilliseconds,
      at: processedAt,
      event: { id, topic, triggeredAt, customerId, normalizedEvent: withKnownOrder(normalizedEvent, earlier.get(id)) },
      isLater: lacksCustomer(normalizedEvent),
    }),
  );
}

type Told = { row: PastEventRow; normalizeResult: Extract<NormalizeResult, { normalizedEvent: unknown }> };
const isOccurrence = (item: { row: PastEventRow; normalizeResult: NormalizeResult }): item is Told =>
  "normalizedEvent" in item.normalizeResult;

/** Reads each customer once, when the first event names them. */
class Introductions {
  readonly #met = new Set<string>();
  readonly #read: HistoryReader;
  readonly #shopId: string;

  constructor(read: HistoryReader, shopId: string) {
    this.#read = read;
    this.#shopId = shopId;
  }

  async of(events: readonly { customerId: string | null }[]): Promise<SimulatedCustomer[]> {
    const ids = [...new Set(events.flatMap(({ customerId }) => customerId ?? []))].filter((id) => !this.#met.has(id));
    if (ids.length === 0) return [];
    for (const id of ids) this.#met.add(id);
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
