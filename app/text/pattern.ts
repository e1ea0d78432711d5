import { showCount } from "./number.ts";

const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

const every = (part: string): number | null => (part === "*" ? 1 : Number(/^\*\/(\d+)$/.exec(part)?.[1]) || null);
const one = (part: string): number | null => (/^\d+$/.test(part) ? Number(part) : null);
const step = (count: number, unit: string): string =>
  count === 1 ? `Every ${unit}` : `Every ${showCount(count, unit, `${unit}s`)}`;
const clock = (hour: number, minute: number): string =>
  `${hour % 12 || 12}:${String(minute).padStart(2, "0")} ${hour < 12 ? "am" : "pm"}`;

/**
 * Formats a cron pattern: "Every 15 seconds", "Every day at 3:30 am". Complex patterns stay as they are.
 * @param pattern six parts, seconds first
 * @param timezone shown with hours; null for the reader's own
 */
export function formatPattern(pattern: string, timezone: string | null = null): string {
  const [second = "", minute = "", hour = "", day = "", month = "", weekday = ""] = pattern.split(/\s+/);
  const plainly = `Cron pattern ${pattern}`;
  if (month !== "*" || weekday === "") return plainly;
  const seconds = every(second);
  if (seconds && [minute, hour, day, weekday].every((part) => part === "*")) return step(seconds, "second");
  if (one(second) === null) return plainly;
  const minutes = every(minute);
  if (minutes && [hour, day, weekday].every((part) => part === "*")) return step(minutes, "minute");
  const at = one(minute);
  if (at === null) return plainly;
  const hours = every(hour);
  if (hours && day === "*" && weekday === "*") return step(hours, "hour");
  const oclock = one(hour);
  if (oclock === null) return plainly;
  const time = clock(oclock, at) + (timezone === null ? "" : ` (${timezone})`);
  if (day === "*" && weekday === "*") return `Every day at ${time}`;
  const named = one(weekday) === null ? undefined : WEEKDAYS[Number(weekday)];
  if (day === "*" && named) return `Every ${named} at ${time}`;
  return one(day) !== null && weekday === "*" ? `On day ${day} of every month at ${time}` : plainly;
}
