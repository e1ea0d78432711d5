import { Temporal } from "#core/time/time.ts";

/** "Fri, 20 Nov 2026 18:40:00 +0000": the dates of the API 2010-04-01. */
export function rfc2822(instant: string): string {
  const at = Temporal.Instant.from(instant).toZonedDateTimeISO("UTC");
  const part = (options: Intl.DateTimeFormatOptions) => at.toLocaleString("en-US", options);
  const two = (value: number) => String(value).padStart(2, "0");
  const date = `${part({ weekday: "short" })}, ${two(at.day)} ${part({ month: "short" })} ${at.year}`;
  return `${date} ${two(at.hour)}:${two(at.minute)}:${two(at.second)} +0000`;
}

/** "2026-11-20T18:40:00Z": the dates of Twilio's newer APIs. */
export const iso8601 = (instant: string): string =>
  Temporal.Instant.from(instant).round({ smallestUnit: "second", roundingMode: "floor" }).toString();
