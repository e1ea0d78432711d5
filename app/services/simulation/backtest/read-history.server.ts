import type { KnownPerson } from "#core/simulation/simulated-customers.ts";
import type { PastBatch, PastEvent } from "#core/simulation/simulation.ts";
import { Heap } from "#core/heap.ts";
import { earlierOf, needsEarlier, withEarlier } from "#core/intake/order-customer.ts";
import type { Understanding } from "#core/intake/normalize.ts";
import type { Instant } from "#core/time/time.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import {
  BEGINNING,
  pastConsents,
  pastEarlier,
  pastEvents,
  pastPeople,
  pastSegments,
  type Mark,
  type PastEventRow,
} from "#shell/repositories/simulation/backtest-history.server.ts";
import { understandStored } from "#services/intake/parts/normalize-stored-event.server.ts";

const PAGE = 500;

/** Runs reading in a transaction that cannot write. */
export type Read = <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;

/** How much of the past there was to be read. */
export interface PastCount {
  events: number;
  /** Their bodies are gone: a customer asked to be forgotten, or they were kept long enough. */
  forgotten: number;
}

/** Who is told what there is besides the batches. */
export interface Listener {
  /** Customers that no page before has named; always before their events. */
  introduce(people: readonly KnownPerson[]): void;
  count: PastCount;
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
  read: Read,
  shopId: string,
  { introduce, count, heed }: Listener,
): AsyncGenerator<PastBatch> {
  const waiting = new Heap<Waiting>((a, b) => a.ms < b.ms || (a.ms === b.ms && a.event.id < b.event.id));
  const people = new Introductions(read, shopId);
  for (let behind: Mark | null = BEGINNING; behind;) {
    const from: Mark = behind;
    const rows = await read((sql) => pastEvents(sql, shopId, from, PAGE));
    const last = rows.at(-1);
    behind = last && rows.length === PAGE ? { at: last.receivedAt, id: last.id } : null;
    count.events += rows.length;
    count.forgotten += rows.filter(({ payload }) => payload === null).length;
    await heed?.(count.events);
    introduce(await people.of(rows));
    for (const each of await understandPast(read, shopId, rows)) waiting.push(each);
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
export async function understandPast(read: Read, shopId: string, rows: readonly PastEventRow[]): Promise<Waiting[]> {
  const told = rows
    .filter(({ payload }) => payload !== null)
    .map((row) => ({ row, understanding: understandStored(row) }))
    .filter(isOccurrence);
  const wanting = told.filter(({ understanding }) => needsEarlier(understanding.occurrence));
  const found =
    wanting.length === 0
      ? []
      : await read((sql) =>
          pastEarlier(
            sql,
            shopId,
            wanting.map(({ row, understanding }) => ({
              eventId: row.id,
              subject: understanding.occurrence.relatedSubject ?? "",
              by: row.processedAt,
            })),
          ),
        );
  const earlier = new Map(found.map((each) => [each.eventId, earlierOf(each.customerId, understandStored(each))]));
  return told.map(({ row: { id, topic, triggeredAt, customerId, processedAt }, understanding: { occurrence } }) => ({
    ms: processedAt.epochMilliseconds,
    at: processedAt,
    event: { id, topic, triggeredAt, customerId, occurrence: withEarlier(occurrence, earlier.get(id)) },
    isLater: needsEarlier(occurrence),
  }));
}

type Told = { row: PastEventRow; understanding: Extract<Understanding, { occurrence: unknown }> };
const isOccurrence = (item: { row: PastEventRow; understanding: Understanding }): item is Told =>
  "occurrence" in item.understanding;

/** Reads each customer once, when the first event names them. */
class Introductions {
  readonly #met = new Set<string>();
  readonly #read: Read;
  readonly #shopId: string;

  constructor(read: Read, shopId: string) {
    this.#read = read;
    this.#shopId = shopId;
  }

  async of(events: readonly { customerId: string | null }[]): Promise<KnownPerson[]> {
    const ids = [...new Set(events.flatMap(({ customerId }) => customerId ?? []))].filter((id) => !this.#met.has(id));
    if (ids.length === 0) return [];
    for (const id of ids) this.#met.add(id);
    return this.#read(async (sql) => {
      const consents = Map.groupBy(await pastConsents(sql, ids), ({ customerId }) => customerId);
      const segments = Map.groupBy(await pastSegments(sql, ids), ({ customerId }) => customerId);
      const rows = await pastPeople(sql, this.#shopId, ids);
      return rows.map(({ record, ...row }) => ({
        ...row,
        today: record,
        consents: consents.get(record.id) ?? [],
        segments: segments.get(record.id) ?? [],
      }));
    });
  }
}
