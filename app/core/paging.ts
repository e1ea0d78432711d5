import { Temporal, type Instant } from "./time/time.ts";

/** One page of a list with keyset pagination: the cost does not grow with the depth. */
export interface PageOf<Row> {
  rows: Row[];
  /** Cursors of the neighbouring pages; null at either end. */
  newer: string | null;
  older: string | null;
}

/** The page to read: the newest without a cursor, else the rows newer or older than the cursor's row. */
export interface PagePosition {
  newer?: string | undefined;
  older?: string | undefined;
}

/**
 * Cuts a page from a query's rows.
 * @param found the rows in the order of the query (newest first; oldest first when reading newer rows), with one row
 *   beyond the page size when the list continues
 */
export function pageOf<Row>(
  found: readonly Row[],
  size: number,
  position: PagePosition,
  cursorOf: (row: Row) => string,
): PageOf<Row> {
  const hasMore = found.length > size;
  const rows = found.slice(0, size);
  if (position.newer) rows.reverse();
  const [first, last] = [rows[0], rows.at(-1)];
  const hasNewer = position.newer ? hasMore : Boolean(position.older);
  const hasOlder = position.newer ? true : hasMore;
  return {
    rows,
    newer: first && hasNewer ? cursorOf(first) : null,
    older: last && hasOlder ? cursorOf(last) : null,
  };
}

/** The boundary row of a page in a list ordered by time. */
export interface TimeCursor {
  at: Instant;
  /** The row's UUID. */
  id: string;
}

/** A cursor in a URL, of a list whose order the query knows: the row's id. */
export const ID_CURSOR = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A cursor in a URL: epoch milliseconds and the row's id. */
export const TIME_CURSOR = /^\d{1,15}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const writeTimeCursor = ({ at, id }: TimeCursor): string => `${at.epochMilliseconds}_${id}`;

/** @param cursor matches TIME_CURSOR */
export function readTimeCursor(cursor: string): TimeCursor {
  const [milliseconds = "", id = ""] = cursor.split("_");
  return { at: Temporal.Instant.fromEpochMilliseconds(Number(milliseconds)), id };
}

/** The cursor and read order of a page in a list ordered by time. */
export function readTimePosition({ newer, older }: PagePosition): {
  cursor: TimeCursor | null;
  order: "newest" | "oldest";
} {
  const cursor = newer ?? older;
  return { cursor: cursor ? readTimeCursor(cursor) : null, order: newer ? "oldest" : "newest" };
}

/** The boundary row, and the direction to read from it. */
export type RowBeyond = TimeCursor & { towards: "newer" | "older" };

/** @returns null for the first page */
export function rowBeyond({ newer, older }: PagePosition): RowBeyond | null {
  const cursor = newer ?? older;
  return cursor ? { ...readTimeCursor(cursor), towards: newer ? "newer" : "older" } : null;
}
