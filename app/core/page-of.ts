/** One page of a list that is read newest first by key, never by counting rows past: quick at any depth. */
export interface PageOf<Row> {
  rows: Row[];
  /** Cursors of the pages on either side; null where there is none. */
  newer: string | null;
  older: string | null;
}

/** Which page: nothing for the newest; else what lies beyond the row that the cursor names. */
export interface Place {
  newer?: string | undefined;
  older?: string | undefined;
}

/**
 * Makes a page of what a query found.
 * @param found in the order read (newest first, but oldest first on the way to newer rows), up to one row more than
 *   fits, which tells that the list goes on
 */
export function pageOf<Row>(
  found: readonly Row[],
  size: number,
  place: Place,
  cursorOf: (row: Row) => string,
): PageOf<Row> {
  const goesOn = found.length > size;
  const rows = found.slice(0, size);
  if (place.newer) rows.reverse();
  const [first, last] = [rows[0], rows.at(-1)];
  const hasNewer = place.newer ? goesOn : Boolean(place.older);
  const hasOlder = place.newer ? true : goesOn;
  return {
    rows,
    newer: first && hasNewer ? cursorOf(first) : null,
    older: last && hasOlder ? cursorOf(last) : null,
  };
}
