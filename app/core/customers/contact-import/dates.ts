import { Temporal, type Instant } from "../../time/time.ts";

/** How a list writes dates such as "03/04/2025": the day first, or the month. */
export const dateOrders = ["day_first", "month_first"] as const;
export type DateOrder = (typeof dateOrders)[number];

/** Countries that write the month first. */
const MONTH_FIRST = new Set(["US", "PH", "CA"]);
export const dateOrderOf = (countryCode: string | null): DateOrder =>
  MONTH_FIRST.has(countryCode ?? "US") ? "month_first" : "day_first";

const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(.*))?$/;
const YEAR_LAST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:,?[T ]+(.*))?$/;
const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap]\.?m\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;
/** Seconds or milliseconds since 1970, of this century. */
const EPOCH = /^(?:1[0-9]|2[0-9])\d{8}(?:\d{3})?$/;

/**
 * Reads a date as lists write it: ISO 8601, with or without a time and an offset, seconds since 1970, or day, month and
 * year in the list's order. A time without an offset is one of the zone; a date without a time is its beginning.
 * @returns null for a text that is no date
 */
export function readListDate(
  text: string,
  { timezone, order }: { timezone: string; order: DateOrder },
): Instant | null {
  const value = text.trim();
  if (EPOCH.test(value)) {
    const seconds = Number(value);
    return Temporal.Instant.fromEpochMilliseconds(value.length > 10 ? seconds : seconds * 1_000);
  }
  const parts = dateParts(value, order);
  if (!parts) return null;
  const time = timeParts(parts.rest);
  if (!time) return null;
  try {
    const at = Temporal.PlainDateTime.from({ ...parts.date, ...time.at }, { overflow: "reject" });
    return time.offset === null
      ? at.toZonedDateTime(timezone).toInstant()
      : Temporal.Instant.from(`${at.toString()}${time.offset}`);
  } catch {
    return null;
  }
}

interface DateParts {
  date: { year: number; month: number; day: number };
  rest: string;
}

function dateParts(value: string, order: DateOrder): DateParts | null {
  const first = YEAR_FIRST.exec(value);
  if (first) {
    const [, year, month, day, rest = ""] = first;
    return { date: { year: Number(year), month: Number(month), day: Number(day) }, rest };
  }
  const last = YEAR_LAST.exec(value);
  if (!last) return null;
  const [, one, two, year, rest = ""] = last;
  const [a, b] = [Number(one), Number(two)];
  // A number beyond twelve is no month, whatever the list's order is.
  const dayFirst = a > 12 || (b <= 12 && order === "day_first");
  return { date: { year: Number(year), month: dayFirst ? b : a, day: dayFirst ? a : b }, rest };
}

interface TimeParts {
  at: { hour: number; minute: number; second: number };
  /** As ISO 8601 writes it; null for a time of the list's zone. */
  offset: string | null;
}

function timeParts(rest: string): TimeParts | null {
  if (rest.trim() === "") return { at: { hour: 0, minute: 0, second: 0 }, offset: null };
  const found = TIME.exec(rest.trim());
  if (!found) return null;
  const [, hour, minute, second = "0", half, offset] = found;
  const isAfternoon = half?.toLowerCase().startsWith("p");
  const hours = half ? (Number(hour) % 12) + (isAfternoon ? 12 : 0) : Number(hour);
  return {
    at: { hour: hours, minute: Number(minute), second: Number(second) },
    offset: offset === undefined ? null : /^[zug]/i.test(offset) ? "Z" : offset.replace(/^(.\d{2})(\d{2})$/, "$1:$2"),
  };
}
