import { weekdays, type Weekday } from "./local-time.ts";

/** A simple cron pattern in parts; `other` keeps any other pattern. */
export type Recurrence =
  | { every: "day"; at: string }
  | { every: "week"; on: Weekday; at: string }
  | { every: "month"; day: number; at: string }
  | { every: "other"; pattern: string };

const SIMPLE = /^(\d{1,2}) (\d{1,2}) (\*|\d{1,2}) \* (\*|[0-7])$/;

export function readRecurrence(pattern: string): Recurrence {
  const [, minute, hour, day, weekday] = SIMPLE.exec(pattern.trim().replaceAll(/\s+/g, " ")) ?? [];
  const other = { every: "other", pattern } as const;
  if (minute === undefined || hour === undefined || Number(minute) > 59 || Number(hour) > 23) return other;
  const at = `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
  if (day === "*" && weekday === "*") return { every: "day", at };
  // Sunday is both 0 and 7.
  if (day === "*") return { every: "week", on: weekdays[(Number(weekday) + 6) % 7] ?? "monday", at };
  return weekday === "*" && Number(day) >= 1 && Number(day) <= 31 ? { every: "month", day: Number(day), at } : other;
}

export function writeRecurrence(recurrence: Recurrence): string {
  if (recurrence.every === "other") return recurrence.pattern;
  const [hour = "10", minute = "00"] = recurrence.at.split(":");
  const time = `${Number(minute)} ${Number(hour)}`;
  if (recurrence.every === "day") return `${time} * * *`;
  return recurrence.every === "week"
    ? `${time} * * ${(weekdays.indexOf(recurrence.on) + 1) % 7}`
    : `${time} ${recurrence.day} * *`;
}
