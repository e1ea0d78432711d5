import { Temporal, type Instant } from "../time.ts";

/** Hours of the recipient's day in which a marketing text may arrive: from `opens` up to, not including, `closes`. */
export interface Window {
  rule: string;
  opens: number;
  closes: number;
}

/** 47 CFR 64.1200(c)(1): no solicitation before 8 or after 21 o'clock at the called party's location. */
export const federalWindow: Window = { rule: "us-federal-8-21@2026-11", opens: 8, closes: 21 };

/** Enough days for several zones to share an open hour; windows shorter than a few hours in far zones might never. */
const LOOK_AHEAD_DAYS = 4;

/**
 * When a text may arrive that is ready at `now`.
 * @param zones IANA names; the window must be open in each
 * @returns `now` itself while the window is open, else the next opening
 */
export function nextOpening(now: Instant, zones: readonly string[], window: Window): Instant {
  const horizon = now.add({ hours: 24 * LOOK_AHEAD_DAYS });
  let at = now;
  while (Temporal.Instant.compare(at, horizon) < 0) {
    const from = at;
    const openings = zones.map((zone) => openingIn(zone, from, window));
    const latest = openings.reduce((a, b) => (Temporal.Instant.compare(a, b) >= 0 ? a : b), at);
    if (latest.equals(at)) return at;
    at = latest;
  }
  throw new RangeError(`${window.rule} never opens in all of ${zones.join(", ")}`);
}

function openingIn(zone: string, now: Instant, { opens, closes }: Window): Instant {
  const local = now.toZonedDateTimeISO(zone);
  if (local.hour >= opens && local.hour < closes) return now;
  const day = local.hour < opens ? local.toPlainDate() : local.toPlainDate().add({ days: 1 });
  return day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from({ hour: opens }) }).toInstant();
}
