import { Temporal, type Instant } from "./time/time.ts";

/** One page of a list that is read by key, never by counting rows: the cost is the same at any depth. */
export interface PageOf<Row> {
  rows: Row[];
  /** Cursors of the neighbouring pages; null where the list ends. */
  newer: string | null;
  older: string | null;
}

/** The page to read: the newest without a cursor; else the rows newer or older than the row that a cursor names. */
export interface PagePosition {
  newer?: string | undefined;
  older?: string | undefined;
}

/**
 * Cuts a page out of the rows of a query.
 * @param found rows in the order read (newest first, but oldest first on the way to newer rows), up to one row more
 *   than fits; the extra row shows that the list goes on
 */
export function pageOf<Row>(
  found: readonly Row[],
  size: number,
  position: PagePosition,
  cursorOf: (row: Row) => string,
): PageOf<Row> {
  const goesOn = found.length > size;
  const rows = found.slice(0, size);
  if (position.newer) rows.reverse();
  const [first, last] = [rows[0], rows.at(-1)];
  const hasNewer = position.newer ? goesOn : Boolean(position.older);
  const hasOlder = position.newer ? true : goesOn;
  return {
    rows,
    newer: first && hasNewer ? cursorOf(first) : null,
    older: last && hasOlder ? cursorOf(last) : null,
  };
}

/** The row of a list ordered by time at which a page begins or ends. */
export interface TimeCursor {
  at: Instant;
  /** The row's own id, a UUID. */
  id: string;
}

/** A cursor as an address carries it: milliseconds since 1970 and the row's id. */
export const TIME_CURSOR = /^\d{1,15}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const writeTimeCursor = ({ at, id }: TimeCursor): string => `${at.epochMilliseconds}_${id}`;

/** @param cursor fits TIME_CURSOR */
export function readTimeCursor(cursor: string): TimeCursor {
  const [milliseconds = "", id = ""] = cursor.split("_");
  return { at: Temporal.Instant.fromEpochMilliseconds(Number(milliseconds)), id };
}

/** Where a page of a list ordered by time begins, and in which order its rows are read. */
export function readTimePosition({ newer, older }: PagePosition): {
  cursor: TimeCursor | null;
  order: "newest" | "oldest";
} {
  const cursor = newer ?? older;
  return { cursor: cursor ? readTimeCursor(cursor) : null, order: newer ? "oldest" : "newest" };
}

/** The row that a page begins beyond, and the direction in which the page is read from it. */
export type RowBeyond = TimeCursor & { towards: "newer" | "older" };

/** @returns null for the first page */
export function rowBeyond({ newer, older }: PagePosition): RowBeyond | null {
  const cursor = newer ?? older;
  return cursor ? { ...readTimeCursor(cursor), towards: newer ? "newer" : "older" } : null;
}
