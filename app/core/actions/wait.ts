import { z } from "zod";
import type { FormField } from "../automations/fields.ts";
import { after, duration, formatDuration, type Duration } from "../time/duration.ts";
import { atTime, dayOf, nextTimeOfDay, startOfDay, timeOfDay, weekdays } from "../time/local-time.ts";
import { Temporal, type Instant } from "../time/time.ts";
import { valueAt } from "../plain-data.ts";
import { defineAction, type ActionMoment, type NextStep } from "./define.ts";

const zone = z.enum(["customer", "shop"]).default("customer");

const config = z
  .object({
    for: duration.optional(),
    untilTime: z.object({ at: timeOfDay, weekdays: z.array(z.enum(weekdays)).max(7).default([]), zone }).optional(),
    /** A date of the customer or the event, plus `days` days (negative: before it). */
    untilDate: z
      .object({
        field: z.string().min(1, "choose a date"),
        days: z.number().int().min(-3_650).max(3_650).default(0),
        at: timeOfDay.default("10:00"),
        zone,
      })
      .optional(),
  })
  .superRefine((given, issues) => {
    if (Object.values(given).filter((setting) => setting !== undefined).length !== 1)
      issues.addIssue({ code: "custom", message: "say one way to wait: for, untilTime or untilDate" });
  });

const zoneOf = (choice: "customer" | "shop", { timezone, shopTimezone }: ActionMoment): string =>
  choice === "shop" ? shopTimezone : timezone;

const zoneField: Omit<FormField, "name"> = {
  label: "Time zone of",
  kind: "choice",
  options: [
    { value: "customer", label: "the customer" },
    { value: "shop", label: "the shop" },
  ],
  optional: true,
};

const capital = (day: string): string => day.charAt(0).toUpperCase() + day.slice(1);

const forAWhile = { key: "for", label: "For a while", starts: { amount: 1, unit: "days" } };
const untilATime = { key: "untilTime", label: "Until a time of day", starts: { at: "10:00", zone: "customer" } };
const untilADate = {
  key: "untilDate",
  label: "Until a date of the customer or order",
  starts: { field: "customer.since", days: 0, at: "10:00", zone: "customer" },
};

export const wait = defineAction({
  type: "wait",
  label: "Wait",
  description: "Lets time pass: for a while, until a time of day, or until a date.",
  alsoCalled: ["delay", "time delay", "pause", "sleep"],
  family: "flow",
  cannotFail: true,
  config,
  fields: [
    { name: "for", label: "How long", kind: "duration", way: forAWhile },
    { name: "untilTime.at", label: "Until", kind: "time", way: untilATime },
    { name: "untilTime.weekdays", label: "On", kind: "weekdays", optional: true, way: untilATime },
    { name: "untilTime.zone", ...zoneField, way: untilATime },
    { name: "untilDate.field", label: "Date", kind: "field", types: ["date"], way: untilADate },
    {
      name: "untilDate.days",
      label: "Days after it (before it: below 0)",
      kind: "number",
      optional: true,
      way: untilADate,
    },
    { name: "untilDate.at", label: "At", kind: "time", optional: true, way: untilADate },
    { name: "untilDate.zone", ...zoneField, way: untilADate },
  ],
  starts: { config: { for: { amount: 1, unit: "days" } } },
  dueAt: (given, moment, next) => {
    if (given.for) return delayedUntil(given.for, moment, next);
    if (given.untilTime)
      return nextTimeOfDay(
        moment.now,
        given.untilTime.at,
        zoneOf(given.untilTime.zone, moment),
        given.untilTime.weekdays,
      );
    const { field, days, at, zone: whose } = given.untilDate ?? { field: "", days: 0, at: "00:00", zone: "shop" };
    const timezone = zoneOf(whose, moment);
    const day = dayOf(valueAt(moment.values, field), timezone);
    // A missing or past date makes the step due at once.
    const due = day ? atTime(day.add({ days }), at, timezone) : moment.now;
    return Temporal.Instant.compare(due, moment.now) > 0 ? due : moment.now;
  },
  plan: () => ({ kind: "pass" }),
  format: ({ for: period, untilTime, untilDate }, offered) => {
    if (period) return `Wait ${formatDuration(period)}`;
    if (untilTime)
      return (
        `Wait until ${untilTime.weekdays.length > 0 ? `${untilTime.weekdays.map(capital).join(" or ")}, ` : ""}${untilTime.at} ` +
        `by the ${untilTime.zone}'s clock`
      );
    const { field, days, at } = untilDate ?? { field: "", days: 0, at: "" };
    const label = offered.find(({ path }) => path === field)?.label ?? field;
    const when =
      days === 0
        ? "the day of"
        : `${Math.abs(days)} ${Math.abs(days) === 1 ? "day" : "days"} ${days < 0 ? "before" : "after"}`;
    return `Wait until ${when} “${label}”, ${at}`;
  },
});

/**
 * When a delay from `moment.now` is over. A delay in days before a wait until a time of day ends at the start of its last
 * day. So "3 days, then until 10:00" ends at 10:00 three days later, also when the worker runs the step late.
 * @param next the step that follows the delay
 */
export function delayedUntil(delay: Duration, moment: ActionMoment, next: NextStep | null): Instant {
  const { untilTime } = (next?.type === "wait" && config.safeParse(next.config).data) || {};
  if (delay.unit !== "days" || !untilTime) return after(moment.now, delay, moment.timezone);
  const over = startOfDay(moment.now, delay.amount, zoneOf(untilTime.zone, moment));
  return Temporal.Instant.compare(over, moment.now) > 0 ? over : moment.now;
}
