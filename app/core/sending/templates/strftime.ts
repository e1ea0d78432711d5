import type { Temporal } from "#core/time/time.ts";
import { calendarWordsOf, type CalendarWords } from "../languages/calendar-words.ts";

/** Formats dates as Ruby's `strftime` does, which Shopify uses. Source: docs.ruby-lang.org, "Formats for Dates and Times". */

type Moment = Temporal.ZonedDateTime;

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const ORDINALS: Readonly<Record<number, string>> = {
  1: "st",
  2: "nd",
  3: "rd",
  21: "st",
  22: "nd",
  23: "rd",
  31: "st",
};

/** 0 for Sunday. */
const weekday = ({ dayOfWeek }: Moment): number => dayOfWeek % 7;
const hour12 = ({ hour }: Moment): number => hour % 12 || 12;
/** The week of the year, from 0, whose first day is a Sunday (0) or a Monday (1). */
const weekFrom = (first: number, at: Moment): number =>
  Math.floor((at.dayOfYear - 1 + 7 - ((weekday(at) - first + 7) % 7)) / 7);

/** The format around a directive. */
interface Around {
  width: number;
  colons: number;
  /** Null for English. */
  words: CalendarWords | null;
  /** The format has the day of the month. */
  withDay: boolean;
}

interface Directive {
  write: (at: Moment, around: Around) => string | number;
  width?: number;
  pad?: string;
}

const of = (write: Directive["write"], width?: number, pad = "0"): Directive => ({
  write,
  pad,
  ...(width && { width }),
});
const composed = (format: string): Directive => of((at) => strftime(at, format).text, undefined, " ");

const monthName =
  (length: "long" | "short"): Directive["write"] =>
  (at, { words, withDay }) => {
    if (words) return words.month(at, length, withDay);
    const name = MONTHS[at.month - 1] ?? "";
    return length === "long" ? name : name.slice(0, 3);
  };
const weekdayName =
  (length: "long" | "short"): Directive["write"] =>
  (at, { words }) => {
    if (words) return words.weekday(at, length);
    const name = WEEKDAYS[weekday(at)] ?? "";
    return length === "long" ? name : name.slice(0, 3);
  };

const directives: Readonly<Record<string, Directive>> = {
  Y: of(({ year }) => year),
  C: of(({ year }) => Math.floor(year / 100), 2),
  y: of(({ year }) => ((year % 100) + 100) % 100, 2),
  m: of(({ month }) => month, 2),
  B: of(monthName("long"), undefined, " "),
  b: of(monthName("short"), undefined, " "),
  h: of(monthName("short"), undefined, " "),
  d: of(({ day }) => day, 2),
  e: of(({ day }) => day, 2, " "),
  j: of(({ dayOfYear }) => dayOfYear, 3),
  H: of(({ hour }) => hour, 2),
  k: of(({ hour }) => hour, 2, " "),
  I: of(hour12, 2),
  l: of(hour12, 2, " "),
  M: of(({ minute }) => minute, 2),
  S: of(({ second }) => second, 2),
  L: of((at, { width }) => fraction(at, width || 3)),
  N: of((at, { width }) => fraction(at, width || 9)),
  P: of(({ hour }) => (hour < 12 ? "am" : "pm"), undefined, " "),
  p: of(({ hour }) => (hour < 12 ? "AM" : "PM"), undefined, " "),
  A: of(weekdayName("long"), undefined, " "),
  a: of(weekdayName("short"), undefined, " "),
  u: of(({ dayOfWeek }) => dayOfWeek),
  w: of(weekday),
  G: of((at) => at.yearOfWeek ?? at.year),
  g: of((at) => (at.yearOfWeek ?? at.year) % 100, 2),
  V: of((at) => at.weekOfYear ?? 0, 2),
  U: of((at) => weekFrom(0, at), 2),
  W: of((at) => weekFrom(1, at), 2),
  s: of(({ epochMilliseconds }) => Math.floor(epochMilliseconds / 1_000)),
  z: of(({ offset }, { colons }) => offsetIn(offset, colons)),
  Z: of(zoneName, undefined, " "),
  // The ordinal of the day, which Ruby lacks and LiquidJS has. Other languages write the day as a plain number.
  q: of(({ day }, { words }) => (words ? "" : (ORDINALS[day] ?? "th")), undefined, " "),
  n: of(() => "\n", undefined, " "),
  t: of(() => "\t", undefined, " "),
  "%": of(() => "%", undefined, " "),
  c: composed("%a %b %e %H:%M:%S %Y"),
  D: composed("%m/%d/%y"),
  x: composed("%m/%d/%y"),
  F: composed("%Y-%m-%d"),
  v: composed("%e-%^b-%Y"),
  X: composed("%H:%M:%S"),
  T: composed("%H:%M:%S"),
  R: composed("%H:%M"),
  r: composed("%I:%M:%S %p"),
  "+": composed("%a %b %e %H:%M:%S %Z %Y"),
};

/** The digits of a second's fraction. */
const fraction = ({ millisecond, microsecond, nanosecond }: Moment, digits: number): string =>
  [millisecond, microsecond, nanosecond]
    .map((part) => String(part).padStart(3, "0"))
    .join("")
    .padEnd(digits, "0")
    .slice(0, digits);

/** "+05:30" with as many colons as asked for: "+0530", "+05:30" or "+05:30:00". */
function offsetIn(offset: string, colons: number): string {
  const [hours = "+00", minutes = "00", seconds = "00"] = offset.split(":");
  return [hours, minutes, ...(colons > 1 ? [seconds] : [])].join(colons > 0 ? ":" : "");
}

/** The zone's short name, such as "EST". */
function zoneName({ epochMilliseconds, timeZoneId }: Moment): string {
  if (timeZoneId === "UTC") return "UTC";
  const parts = new Intl.DateTimeFormat("en-US", { timeZone: timeZoneId, timeZoneName: "short" }).formatToParts(
    epochMilliseconds,
  );
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? timeZoneId;
}

const DIRECTIVE = /%([-0^#_:]*)(\d{0,9})[EO]?([\s\S]?)/gu;

const DAY_OF_MONTH = /%[-0^#_:]*\d*[de]/;

/** The directives of a format that there are not, each once, such as "%Q". */
export const unknownDirectives = (format: string): string[] => [
  ...new Set(
    [...format.matchAll(DIRECTIVE)].flatMap(([found, , , letter = ""]) =>
      Object.hasOwn(directives, letter) ? [] : [found],
    ),
  ),
];

/**
 * Formats a moment in its own zone.
 * @param use called with the width of each padded part, before it is made
 * @param language of the names of months and weekdays
 * @returns the text; an unknown directive stays as it is, and is in `unknown`
 */
export function strftime(
  at: Moment,
  format: string,
  use: (width: number) => void = () => {},
  language = "en",
): { text: string; unknown: string[] } {
  const words = calendarWordsOf(language);
  const withDay = DAY_OF_MONTH.test(format);
  const text = format.replace(DIRECTIVE, (found, flags: string, width: string, letter: string) => {
    const directive = Object.hasOwn(directives, letter) ? directives[letter] : undefined;
    if (!directive) return found;
    use(Number(width));
    const colons = flags.split(":").length - 1;
    return padded(
      String(directive.write(at, { width: Number(width), colons, words, withDay })),
      directive,
      flags,
      Number(width),
      letter,
    );
  });
  return { text, unknown: unknownDirectives(format) };
}

function padded(
  written: string,
  { width = 0, pad = "0" }: Directive,
  flags: string,
  asked: number,
  letter: string,
): string {
  const cased = flags.includes("^") ? written.toUpperCase() : flags.includes("#") ? swapped(written, letter) : written;
  if (flags.includes("-")) return cased.replace(/^[0 ]+(?=.)/, width > 0 ? "" : "$&");
  const fill = flags.includes("_") ? " " : flags.includes("0") ? "0" : pad;
  const isNegative = cased.startsWith("-") && fill === "0";
  return isNegative ? `-${cased.slice(1).padStart((asked || width) - 1, fill)}` : cased.padStart(asked || width, fill);
}

/** "#" turns "PM" into "pm", and other words into capitals. */
const swapped = (written: string, letter: string): string =>
  letter === "p" ? written.toLowerCase() : written.toUpperCase();
