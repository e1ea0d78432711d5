import { Cron } from "croner";
import type { Facts } from "../intake/define.ts";
import type { OwnTopic } from "../intake/topics/own-events.ts";
import { Temporal, type Instant } from "../time/time.ts";
import type { Scan } from "../triggers/define.ts";
import type { Audience } from "../intake/audience.ts";
import { atTime } from "../time/local-time.ts";

/** Something that the calendar says is due: for whom, and what is told of it. */
export interface CalendarEvent {
  /** The local day, or the time of a pattern: what makes two calls the same. */
  of: string;
  dueAt: Instant;
  topic: OwnTopic;
  /** Such as "birthday:2026-11-08". */
  subject: string;
  audience: Audience;
  facts: Facts;
}

export interface CalendarScan {
  /** Up to when it has been looked for. */
  since: Instant;
  now: Instant;
  /** The shop's. */
  timezone: string;
}

/** A worker that was down looks for the days it missed, today included, but for no more. */
const MOST_DAYS = 3;

interface DueDay {
  day: Temporal.PlainDate;
  dueAt: Instant;
}

/**
 * The local days whose time of day has come since it was looked for last, oldest first. Each day has one such moment,
 * whatever its clocks do.
 */
export function daysDue(at: string, { since, now, timezone }: CalendarScan): DueDay[] {
  const today = now.toZonedDateTimeISO(timezone).toPlainDate();
  const days = Array.from({ length: MOST_DAYS }, (_, back) => today.subtract({ days: MOST_DAYS - 1 - back }));
  return days
    .map((day) => ({ day, dueAt: atTime(day, at, timezone) }))
    .filter(({ dueAt }) => Temporal.Instant.compare(dueAt, since) > 0 && Temporal.Instant.compare(dueAt, now) <= 0);
}

/** The birthdays ("MM-DD") that are kept on a day: who was born on the 29th of February has the 28th in other years. */
export function birthdaysOn(day: Temporal.PlainDate): string[] {
  const own = day.toString().slice(5);
  return own === "02-28" && !day.inLeapYear ? [own, "02-29"] : [own];
}

/**
 * The last time of a pattern since it was looked for last: whoever comes late catches up once, and does not replay
 * what was missed.
 */
export function lastTick(pattern: string, { since, now, timezone }: CalendarScan): Instant | null {
  const cron = new Cron(pattern, { mode: "5-part", timezone, paused: true });
  // Asked of the second after: what is due this very second has come.
  const [run] = cron.previousRuns(1, now.add({ seconds: 1 }).toString());
  const tick = run && Temporal.Instant.fromEpochMilliseconds(run.getTime());
  return tick && Temporal.Instant.compare(tick, since) > 0 && Temporal.Instant.compare(tick, now) <= 0 ? tick : null;
}

/** A local day from its first moment to the next day's. */
function spanOf(day: Temporal.PlainDate, timezone: string): { from: string; to: string } {
  const start = (of: Temporal.PlainDate) => of.toZonedDateTime(timezone).toInstant().toString();
  return { from: start(day), to: start(day.add({ days: 1 })) };
}

const OWN_FIELD = /^customer\.fields\.(.+)$/;

/** Those for whom a date of theirs is a day. @returns null for what is no customer's date */
function whoseDateIs(field: string, day: Temporal.PlainDate, timezone: string): Audience | null {
  if (field === "customer.since") return { who: "customer_since", ...spanOf(day, timezone) };
  if (field === "customer.last_order_at") return { who: "last_ordered", ...spanOf(day, timezone) };
  const [, own] = OWN_FIELD.exec(field) ?? [];
  return own ? { who: "with_date", field: own, day: day.toString(), timezone } : null;
}

type Look = Scan["look"];
type ScanOf<L extends Look> = Extract<Scan, { look: L }>;

const onEachDay =
  <L extends Look>(
    call: (scan: ScanOf<L>, day: Temporal.PlainDate, timezone: string) => Omit<CalendarEvent, "of" | "dueAt"> | null,
  ) =>
  (scan: ScanOf<L>, looking: CalendarScan): CalendarEvent[] =>
    daysDue(scan.at, looking).flatMap(({ day, dueAt }) => {
      const made = call(scan, day, looking.timezone);
      return made ? [{ ...made, of: day.toString(), dueAt }] : [];
    });

const looks: { [L in Look]: (scan: ScanOf<L>, looking: CalendarScan) => CalendarEvent[] } = {
  birthday: onEachDay<"birthday">(({ inDays }, day) => {
    const on = day.add({ days: inDays });
    return {
      topic: "shopbell/birthday",
      subject: `birthday:${on.toString()}`,
      audience: { who: "born_on", days: birthdaysOn(on) },
      facts: { birthday: { on: on.toString() } },
    };
  }),
  inactive: onEachDay<"inactive">(({ days }, day, timezone) => {
    const last = day.subtract({ days });
    return {
      topic: "shopbell/customer_inactive",
      subject: `inactive:${last.toString()}`,
      audience: { who: "last_ordered", ...spanOf(last, timezone) },
      facts: { inactive: { days } },
    };
  }),
  date: onEachDay<"date">(({ field, inDays }, day, timezone) => {
    const on = day.add({ days: inDays });
    const audience = whoseDateIs(field, on, timezone);
    return (
      audience && {
        topic: "shopbell/date_reached",
        subject: `date:${field}:${on.toString()}`,
        audience,
        facts: { date: { on: on.toString() } },
      }
    );
  }),
  cron: ({ pattern, timezone, segmentId }, looking) => {
    const dueAt = lastTick(pattern, { ...looking, timezone: timezone ?? looking.timezone });
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

/** What is due of a trigger of time since it was looked for last. */
export const calendarEventsDue = (scan: Scan, looking: CalendarScan): CalendarEvent[] =>
  (looks[scan.look] as (scan: Scan, looking: CalendarScan) => CalendarEvent[])(scan, looking);
