import type { Temporal } from "#core/time/time.ts";
import { languageOf } from "./choose-words.ts";

/** The names of months and weekdays in a language. */
export interface CalendarWords {
  /** @param withDay the day of the month stands beside it, which changes the name in Polish and Russian */
  month: (at: Temporal.ZonedDateTime, length: "long" | "short", withDay: boolean) => string;
  weekday: (at: Temporal.ZonedDateTime, length: "long" | "short") => string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC", numberingSystem: "latn" });
  formats.set(key, made);
  return made;
}

/** The day at noon in UTC, so that the name is that of the day in its own zone. */
const instantOf = ({ year, month, day }: Temporal.ZonedDateTime): number => Date.UTC(year, month - 1, day, 12);

/** @returns null for English, whose names are those of Ruby's `strftime` */
export function calendarWordsOf(language: string): CalendarWords | null {
  if (languageOf(language) === "en") return null;
  return {
    month: (at, length, withDay) => {
      const part = formatOf(language, { month: length, ...(withDay && { day: "numeric" }) })
        .formatToParts(instantOf(at))
        .find(({ type }) => type === "month")?.value;
      // Japanese, Chinese and Korean write the number and the word for month.
      return part === undefined || /^\d+$/.test(part)
        ? formatOf(language, { month: length }).format(instantOf(at))
        : part;
    },
    weekday: (at, length) => formatOf(language, { weekday: length }).format(instantOf(at)),
  };
}
