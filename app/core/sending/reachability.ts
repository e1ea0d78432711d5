import { Temporal, type Instant } from "../time/time.ts";

/** A number that its owner gave up, in the carriers' daily list: it may be another person's next time. */
export const DEACTIVATED = "deactivated";
/** A number that a look-up has shown to be a landline's. */
export const LANDLINE = "landline";

/** Twilio's error codes that show that a number cannot get texts, and for how many days that is believed. */
const daysByCode: ReadonlyMap<string, number> = new Map([
  // Unreachable destination handset: switched off, or out of its network.
  ["30003", 1],
  // Unknown destination handset: the number does not exist any more.
  ["30005", 30],
  // Landline, or a carrier that cannot be reached.
  ["30006", 180],
  // Invalid 'To' number.
  ["21211", 365],
  // 'To' number is no mobile number.
  ["21614", 365],
  [DEACTIVATED, 10 * 365],
  [LANDLINE, 365],
]);

/** Until when a number counts as unreachable after an error; null for codes that say nothing about the number. */
export function unreachableUntil(code: string | null, at: Instant): Instant | null {
  const days = code === null ? undefined : daysByCode.get(code);
  return days === undefined ? null : at.add({ hours: 24 * days });
}

/** Whether an unreachable number is still believed to be unreachable. */
export const isUnreachable = ({ unreachable }: { unreachable: { until: string } | null }, now: Instant): boolean =>
  unreachable !== null && Temporal.Instant.compare(unreachable.until, now) > 0;
