import { z } from "zod";
import type { FormField } from "../automations/fields.ts";
import { timeOfDay } from "../time/local-time.ts";

const sides = ["before", "after"] as const;

/** The config of a trigger relative to a date: days before or after it, at a time of day. */
export const aroundADay = (days: number, side: (typeof sides)[number]) => ({
  days: z
    .number()
    .int("must be a whole number")
    .min(0, "must not be negative; choose before or after instead")
    .max(3_650, "is more than ten years")
    .default(days),
  side: z.enum(sides).default(side),
  at: timeOfDay.default("10:00"),
});

export const aroundADayFields: readonly FormField[] = [
  { name: "days", label: "Days", kind: "number", help: "0 for the day itself." },
  {
    name: "side",
    label: "Before or after",
    kind: "choice",
    options: [
      { value: "before", label: "before it" },
      { value: "after", label: "after it" },
    ],
  },
  { name: "at", label: "At", kind: "time" },
];

/** The offset in days, negative before the date. */
export const shiftOf = ({ days, side }: { days: number; side: (typeof sides)[number] }): number =>
  side === "after" ? days : 0 - days;
