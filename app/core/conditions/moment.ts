import { Temporal, type Instant } from "../time/time.ts";

/** A calendar day or an instant. */
export type ConditionMoment = { day: Temporal.PlainDate } | { instant: Instant };

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME_OF_DAY = /^\d{4}-\d{2}-\d{2}[T ][\d:.]+(?<offset>Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * Reads an ISO day or an ISO time; a time without an offset is local to the zone.
 * @returns undefined when the value is neither
 */
export function readMoment(raw: unknown, timezone: string): ConditionMoment | undefined {
  if (typeof raw !== "string") return undefined;
  const time = TIME_OF_DAY.exec(raw);
  try {
    if (DAY.test(raw)) return { day: Temporal.PlainDate.from(raw) };
    if (time?.groups?.offset) return { instant: Temporal.Instant.from(raw) };
    if (time) return { instant: Temporal.PlainDateTime.from(raw).toZonedDateTime(timezone).toInstant() };
  } catch {
    // Matches the pattern but is no date, such as 30 February.
  }
  return undefined;
}

/** The calendar day in the zone. */
export const dayOf = (moment: ConditionMoment, timezone: string): Temporal.PlainDate =>
  "day" in moment ? moment.day : moment.instant.toZonedDateTimeISO(timezone).toPlainDate();

/** The instant, or the start of the day in the zone. */
export const instantOf = (moment: ConditionMoment, timezone: string): Instant =>
  "instant" in moment ? moment.instant : moment.day.toZonedDateTime(timezone).toInstant();

/** Compares instants exactly; compares by day in the zone when either side is a day. */
export const compareMoments = (a: ConditionMoment, b: ConditionMoment, timezone: string): number =>
  "instant" in a && "instant" in b
    ? Temporal.Instant.compare(a.instant, b.instant)
    : Temporal.PlainDate.compare(dayOf(a, timezone), dayOf(b, timezone));
