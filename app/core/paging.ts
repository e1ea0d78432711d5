import { Temporal, type Instant } from "./time/time.ts";

/** A row of a list that is ordered by time: where a page of it begins or ends. */
export interface Cursor {
  at: Instant;
  /** Ours. */
  id: string;
}

/** A cursor as an address has it: the time in milliseconds, and the id. */
export const CURSOR = /^\d{1,15}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const writeCursor = ({ at, id }: Cursor): string => `${at.epochMilliseconds}_${id}`;

/** @param written fits CURSOR */
export function readCursor(written: string): Cursor {
  const [milliseconds = "", id = ""] = written.split("_");
  return { at: Temporal.Instant.fromEpochMilliseconds(Number(milliseconds)), id };
}
