import { Temporal, type Instant } from "./time/time.ts";
import type { Place } from "./page-of.ts";

/** A cursor of a list in the order of time: a row's time and id. */
export const TIME_CURSOR = /^\d{1,4}-\d\d-\d\dT[\d:.]+Z_[0-9a-f-]{36}$/;

export const timeCursor = (at: Instant, id: string): string => `${at.toString()}_${id}`;

/** The row that a place of such a list names, and whether the way from it leads back. */
export function beyondOf(place: Place): { at: Instant; id: string; back: boolean } | null {
  const cursor = place.newer ?? place.older;
  if (!cursor || !TIME_CURSOR.test(cursor)) return null;
  const [at = "", id = ""] = cursor.split("_");
  try {
    return { at: Temporal.Instant.from(at), id, back: place.newer !== undefined };
  } catch {
    // A time that no calendar has: as good as none.
    return null;
  }
}
