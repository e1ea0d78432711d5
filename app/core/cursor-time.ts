import { Temporal, type Instant } from "./time/time.ts";
import type { Place } from "./page-of.ts";

/** A row's place in a list by time: its milliseconds, and its id. */
export const TIME_CURSOR = /^\d{1,13}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const timeCursorOf = ({ at, id }: { at: Instant; id: string }): string => `${at.epochMilliseconds}_${id}`;

/** Where a page of such a list begins, and which way it is read. */
export function readTimePlace({ newer, older }: Place): {
  cursor: { at: Instant; id: string } | null;
  order: "newest" | "oldest";
} {
  const [milliseconds, id] = (newer ?? older ?? "").split("_");
  return {
    cursor: milliseconds && id ? { at: Temporal.Instant.fromEpochMilliseconds(Number(milliseconds)), id } : null,
    order: newer ? "oldest" : "newest",
  };
}
