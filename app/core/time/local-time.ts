import { z } from "zod";
import { Temporal, type Instant } from "./time.ts";

export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "write a time such as 09:30");

export const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type Weekday = (typeof weekdays)[number];

const isOn = (day: Temporal.PlainDate, only: readonly Weekday[]): boolean =>
  only.length === 0 || only.includes(weekdays[day.dayOfWeek - 1] ?? "monday");

/** The instant of a local time; a time skipped by a clock change moves forward. */
export const atTime = (day: Temporal.PlainDate, time: string, timezone: string): Instant =>
  day.toZonedDateTime({ timeZone: timezone, plainTime: Temporal.PlainTime.from(time) }).toInstant();

/** The first instant of the local day that comes so many days after the day of `at`. */
export const startOfDay = (at: Instant, days: number, timezone: string): Instant =>
  at.toZonedDateTimeISO(timezone).toPlainDate().add({ days }).toZonedDateTime(timezone).toInstant();

/**
 * The next instant, `now` included, with this local time on one of the weekdays.
 * @param only the weekdays; empty means every day
 */
export function nextTimeOfDay(now: Instant, time: string, timezone: string, only: readonly Weekday[] = []): Instant {
  const today = now.toZonedDateTimeISO(timezone).toPlainDate();
  for (let days = 0; days <= 8; days++) {
    const day = today.add({ days });
    const moment = atTime(day, time, timezone);
    if (isOn(day, only) && Temporal.Instant.compare(moment, now) >= 0) return moment;
  }
  throw new RangeError(`no day of ${only.join(", ")} within a week`);
}

/** The local day of an ISO instant, or an ISO day itself; null for anything else. */
export function dayOf(value: unknown, timezone: string): Temporal.PlainDate | null {
  if (typeof value !== "string") return null;
  try {
    return /^\d{4}-\d{2}-\d{2}$/.test(value)
      ? Temporal.PlainDate.from(value)
      : Temporal.Instant.from(value).toZonedDateTimeISO(timezone).toPlainDate();
  } catch {
    return null;
  }
}
