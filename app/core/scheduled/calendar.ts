import { Cron } from "croner";
import type { Facts } from "../intake/define.ts";
import type { OwnTopic } from "../intake/topics/own-events.ts";
import { Temporal, type Instant } from "../time/time.ts";
import type { Scan } from "../triggers/define.ts";
import type { Audience } from "../intake/audience.ts";
import { atTime } from "../time/local-time.ts";

/** A due event of the calendar, with its audience. */
export interface CalendarEvent {
  /** The local day, or a pattern's instant. Part of the idempotency key. */
  of: string;
  dueAt: Instant;
  topic: OwnTopic;
  /** Such as "birthday:2026-11-08". */
  subject: string;
  audience: Audience;
  facts: Facts;
}

export interface CalendarScan {
  /** The instant of the previous scan. */
  since: Instant;
  now: Instant;
  /** The shop's IANA zone. */
  timezone: string;
}

/** After downtime, a worker catches up on this many days, today included. */
const MAX_CATCH_UP_DAYS = 3;

interface DueDay {
  day: Temporal.PlainDate;
  dueAt: Instant;
}

/**
 * The local days whose time of day lies in (since, now], oldest first. Each day has exactly one such instant, also at
 * clock changes.
 */
export function daysDue(at: string, { since, now, timezone }: CalendarScan): DueDay[] {
  const today = now.toZonedDateTimeISO(timezone).toPlainDate();
  const days = Array.from({ length: MAX_CATCH_UP_DAYS }, (_, back) =>
    today.subtract({ days: MAX_CATCH_UP_DAYS - 1 - back }),
  );
  return days
    .map((day) => ({ day, dueAt: atTime(day, at, timezone) }))
    .filter(({ dueAt }) => Temporal.Instant.compare(dueAt, since) > 0 && Temporal.Instant.compare(dueAt, now) <= 0);
}

/** The birthdays ("MM-DD") celebrated on a day: in common years, 29 February counts on 28 February. */
export function birthdaysOn(day: Temporal.PlainDate): string[] {
  const monthDay = day.toString().slice(5);
  return monthDay === "02-28" && !day.inLeapYear ? [monthDay, "02-29"] : [monthDay];
}

/** The last run of a cron pattern in (since, now]. Missed earlier runs are dropped. */
export function lastTick(pattern: string, { since, now, timezone }: CalendarScan): Instant | null {
  const cron = new Cron(pattern, { mode: "5-part", timezone, paused: true });
  // One second later, because croner excludes the given instant.
  const [run] = cron.previousRuns(1, now.add({ seconds: 1 }).toString());
  const tick = run && Temporal.Instant.fromEpochMilliseconds(run.getTime());
  return tick && Temporal.Instant.compare(tick, since) > 0 && Temporal.Instant.compare(tick, now) <= 0 ? tick : null;
}

/** A local day as ISO instants, from its start to the next day's. */
function spanOf(day: Temporal.PlainDate, timezone: string): { from: string; to: string } {
  const start = (of: Temporal.PlainDate) => of.toZonedDateTime(timezone).toInstant().toString();
  return { from: start(day), to: start(day.add({ days: 1 })) };
}

const OWN_FIELD = /^customer\.fields\.(.+)$/;

/**
 * Customers whose date field falls on a day.
 * @returns null for a field that is no customer date
 */
function audienceByDate(field: string, day: Temporal.PlainDate, timezone: string): Audience | null {
  if (field === "customer.since") return { who: "customer_since", ...spanOf(day, timezone) };
  if (field === "customer.last_order_at") return { who: "last_ordered", ...spanOf(day, timezone) };
  const [, customField] = OWN_FIELD.exec(field) ?? [];
  return customField ? { who: "with_date", field: customField, day: day.toString(), timezone } : null;
}

type ScanKind = Scan["look"];
type ScanOf<L extends ScanKind> = Extract<Scan, { look: L }>;

const forEachDay =
  <L extends ScanKind>(
    build: (scan: ScanOf<L>, day: Temporal.PlainDate, timezone: string) => Omit<CalendarEvent, "of" | "dueAt"> | null,
  ) =>
  (scan: ScanOf<L>, window: CalendarScan): CalendarEvent[] =>
    daysDue(scan.at, window).flatMap(({ day, dueAt }) => {
      const event = build(scan, day, window.timezone);
      return event ? [{ ...event, of: day.toString(), dueAt }] : [];
    });

const scanners: { [L in ScanKind]: (scan: ScanOf<L>, window: CalendarScan) => CalendarEvent[] } = {
  birthday: forEachDay<"birthday">(({ inDays }, day) => {
    const on = day.add({ days: inDays });
    return {
      topic: "shopbell/birthday",
      subject: `birthday:${on.toString()}`,
      audience: { who: "born_on", days: birthdaysOn(on) },
      facts: { birthday: { on: on.toString() } },
    };
  }),
  inactive: forEachDay<"inactive">(({ days }, day, timezone) => {
    const last = day.subtract({ days });
    return {
      topic: "shopbell/customer_inactive",
      subject: `inactive:${last.toString()}`,
      audience: { who: "last_ordered", ...spanOf(last, timezone) },
      facts: { inactive: { days } },
    };
  }),
  date: forEachDay<"date">(({ field, inDays }, day, timezone) => {
    const on = day.add({ days: inDays });
    const audience = audienceByDate(field, on, timezone);
    return (
      audience && {
        topic: "shopbell/date_reached",
        subject: `date:${field}:${on.toString()}`,
        audience,
        facts: { date: { on: on.toString() } },
      }
    );
  }),
  cron: ({ pattern, timezone, segmentId }, window) => {
    const dueAt = lastTick(pattern, { ...window, timezone: timezone ?? window.timezone });
    if (!dueAt) return [];
    const at = dueAt.toString();
    return [
      {
        of: at,
        dueAt,
        topic: "shopbell/schedule",
        subject: `schedule:${at}`,
        audience: segmentId ? { who: "in_segment", segmentId } : { who: "subscribers" },
        facts: { schedule: { at } },
      },
    ];
  },
};

/** The due events of a time trigger since the last scan. */
export const calendarEventsDue = (scan: Scan, window: CalendarScan): CalendarEvent[] =>
  (scanners[scan.look] as (scan: Scan, window: CalendarScan) => CalendarEvent[])(scan, window);
