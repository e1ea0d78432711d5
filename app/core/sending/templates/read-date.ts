import { Temporal, type Instant } from "#core/time/time.ts";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH =
  "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|" +
  "aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
const WEEKDAY = "(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\\.?,?\\s+)?";
const DAY = "(\\d{1,2})(?:st|nd|rd|th)?";

type Parts = readonly (string | undefined)[];
interface Day {
  year: number;
  month: number;
  day: number;
}

const monthOf = (name = ""): number => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;

/** Ways to write a day. With slashes the month comes first, as Americans write it, unless it cannot. */
const days: readonly [RegExp, (parts: Parts) => Day][] = [
  [
    /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})/,
    ([, year, , month, day]) => ({ year: Number(year), month: Number(month), day: Number(day) }),
  ],
  [
    /^(\d{1,2})\/(\d{1,2})\/(\d{4})/,
    ([, first, second, year]) => {
      const [month, day] = Number(first) > 12 ? [second, first] : [first, second];
      return { year: Number(year), month: Number(month), day: Number(day) };
    },
  ],
  [
    /^(\d{1,2})([-.])(\d{1,2})\2(\d{4})/,
    ([, day, , month, year]) => ({ year: Number(year), month: Number(month), day: Number(day) }),
  ],
  [
    new RegExp(`^${WEEKDAY}${MONTH}\\s+${DAY},?\\s+(\\d{4})`, "i"),
    ([, month, day, year]) => ({ year: Number(year), month: monthOf(month), day: Number(day) }),
  ],
  [
    new RegExp(`^${WEEKDAY}${DAY}[\\s-]+${MONTH},?[\\s-]+(\\d{4})`, "i"),
    ([, day, month, year]) => ({ year: Number(year), month: monthOf(month), day: Number(day) }),
  ],
];

const TIME = /^(?:t|,?\s+(?:at\s+)?)(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*([ap])?\.?(?:m\.?)?/i;
const ZONE = /^\s*(z|utc|gmt|([+-])(\d{2}):?(\d{2}))$/i;
const SECONDS = /^\d{1,11}$/;
const MAX_LENGTH = 60;

/**
 * Reads a date as Shopify's `date` filter does: ISO, American and written-out dates, or seconds since 1970.
 * @param zone the IANA zone of a date without an offset
 * @returns null for what is no date
 */
export function readDate(value: unknown, zone: string): Instant | null {
  if (value instanceof Date) return Number.isFinite(value.getTime()) ? ofSeconds(value.getTime() / 1_000) : null;
  if (typeof value === "number") return ofSeconds(value);
  if (typeof value !== "string" || value.length > MAX_LENGTH) return null;
  const text = value.trim();
  return SECONDS.test(text) ? ofSeconds(Number(text)) : readWritten(text, zone);
}

function ofSeconds(seconds: number): Instant | null {
  const milliseconds = Math.round(seconds * 1_000);
  return Math.abs(milliseconds) <= 8.64e15 ? Temporal.Instant.fromEpochMilliseconds(milliseconds) : null;
}

function readWritten(text: string, zone: string): Instant | null {
  for (const [pattern, toDay] of days) {
    const parts = pattern.exec(text);
    if (!parts) continue;
    const rest = text.slice(parts[0].length);
    const time = TIME.exec(rest);
    const after = time ? rest.slice(time[0].length) : rest;
    const offset = ZONE.exec(after);
    if (after.trim() !== "" && !offset) return null;
    return instantOf({ ...toDay(parts), ...timeOf(time) }, offset ? offsetOf(offset) : zone);
  }
  return null;
}

function timeOf(parts: RegExpExecArray | null) {
  if (!parts) return {};
  const [, hours, minutes = "0", seconds = "0", fraction = "", half] = parts;
  const hour = Number(hours);
  const afternoon = half?.toLowerCase() === "p";
  return {
    hour: half ? (hour % 12) + (afternoon ? 12 : 0) : hour,
    minute: Number(minutes),
    second: Number(seconds),
    millisecond: Number(fraction.padEnd(3, "0").slice(0, 3)),
  };
}

const offsetOf = ([, , sign, hours, minutes]: RegExpExecArray): string =>
  sign ? `${sign}${hours ?? "00"}:${minutes ?? "00"}` : "UTC";

function instantOf(parts: Day, zone: string): Instant | null {
  try {
    return Temporal.PlainDateTime.from(parts, { overflow: "reject" }).toZonedDateTime(zone).toInstant();
  } catch {
    return null;
  }
}
