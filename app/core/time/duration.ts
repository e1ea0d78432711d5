import { z } from "zod";
import { Temporal, type Instant } from "./time.ts";

/** A duration in a merchant's units. */
export const duration = z.object({
  amount: z
    .number("use a number")
    .int("use a whole number")
    .min(0, "must not be negative")
    .max(3_650, "must be at most 3,650"),
  unit: z.enum(["minutes", "hours", "days"], "use one of minutes, hours, days"),
});
export type Duration = z.infer<typeof duration>;

/** Adds a duration. Days are calendar days in the zone, so that noon stays noon across clock changes. */
export const after = (from: Instant, { amount, unit }: Duration, timezone: string): Instant =>
  from
    .toZonedDateTimeISO(timezone)
    .add({ [unit]: amount })
    .toInstant();

export const isOlderThan = (at: Instant, { amount, unit }: Duration, now: Instant): boolean =>
  Temporal.Instant.compare(
    at,
    now
      .toZonedDateTimeISO("UTC")
      .subtract({ [unit]: amount })
      .toInstant(),
  ) < 0;

const singular = { minutes: "minute", hours: "hour", days: "day" } as const;
export const formatDuration = ({ amount, unit }: Duration): string =>
  `${amount} ${amount === 1 ? singular[unit] : unit}`;
