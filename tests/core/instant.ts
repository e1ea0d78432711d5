import fc from "fast-check";
import { Temporal, type Instant } from "#core/time/time.ts";

export const at = (iso: string): Instant => Temporal.Instant.from(iso);

const FIRST = at("2026-01-01T00:00:00Z").epochMilliseconds;
const LAST = at("2027-01-01T00:00:00Z").epochMilliseconds;

/** Any millisecond of 2026, including both clock changes. */
export const anInstant = fc.integer({ min: FIRST, max: LAST }).map((ms) => Temporal.Instant.fromEpochMilliseconds(ms));
