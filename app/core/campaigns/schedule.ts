import { atTime } from "../time/local-time.ts";
import { Temporal, type Instant } from "../time/time.ts";
import type { CampaignPlan, CampaignTime } from "./plan.ts";

/** The zone in which a wall-clock time comes first. */
const FIRST_ZONE = "Pacific/Kiritimati";

const partsOf = (wallClock: string): [Temporal.PlainDate, string] => {
  const [day = "", time = ""] = wallClock.split("T");
  return [Temporal.PlainDate.from(day), time];
};
const instantIn = (wallClock: string, timezone: string): Instant => atTime(...partsOf(wallClock), timezone);

/** When a campaign starts: for recipients' local time, when that time comes first anywhere. */
export function startOf(when: CampaignTime, shopTimezone: string, now: Instant): Instant {
  if (when.kind === "now") return now;
  const start = instantIn(when.at, when.kind === "at" ? shopTimezone : FIRST_ZONE);
  return later(start, now);
}

/** Whether the time of a plan has passed: no recipient could get the text at it. */
export function isPast(when: CampaignTime, shopTimezone: string, now: Instant): boolean {
  if (when.kind === "now") return false;
  const last = instantIn(when.at, when.kind === "at" ? shopTimezone : "Pacific/Pago_Pago");
  return Temporal.Instant.compare(last, now) < 0;
}

/**
 * When one recipient's text is due.
 * @param start when the campaign started
 * @param zones the recipient's possible IANA zones: the text waits until it is time in all of them
 * @returns null when the recipient's hour has passed and the plan leaves such recipients out
 */
export function dueAtFor(when: CampaignTime, zones: readonly string[], start: Instant): Instant | null {
  if (when.kind !== "local") return start;
  const [day, time] = partsOf(when.at);
  const onDay = (date: Temporal.PlainDate): Instant =>
    zones.map((zone) => atTime(date, time, zone)).reduce((last, each) => later(last, each));
  const due = onDay(day);
  if (Temporal.Instant.compare(due, start) >= 0) return due;
  if (when.ifPast === "skip") return null;
  if (when.ifPast === "now") return start;
  let next = day;
  // The campaign may start days after its time: after a pause, or because it was scheduled late.
  while (Temporal.Instant.compare(onDay(next), start) < 0) next = next.add({ days: 1 });
  return onDay(next);
}

/** The last instant at which a text may still go. */
export const lastInstant = ({ notAfterHours }: Pick<CampaignPlan, "notAfterHours">, dueAt: Instant): Instant =>
  dueAt.add({ minutes: Math.round(notAfterHours * 60) });

const later = (a: Instant, b: Instant): Instant => (Temporal.Instant.compare(a, b) >= 0 ? a : b);
