import { z } from "zod";
import { Temporal } from "../time/time.ts";
import { cronPattern } from "./cron-pattern.ts";
import { defineTrigger } from "./define.ts";

const EPOCH = Temporal.Instant.fromEpochMilliseconds(0);

/** A zone that has a name: an offset would not keep its hour when clocks change. */
const namedZone = z.string().refine((zone) => {
  try {
    return /^[A-Za-z]/.test(EPOCH.toZonedDateTimeISO(zone).timeZoneId);
  } catch {
    return false;
  }
}, "is no time zone; use a name such as America/New_York");

export const schedule = defineTrigger({
  type: "schedule",
  label: "On a schedule",
  description: "At the times of a schedule, for every SMS subscriber.",
  alsoCalled: ["cron", "recurring", "weekly", "daily", "monthly", "scheduled time"],
  family: "time",
  subject: "run of the schedule",
  topics: ["shopbell/schedule"],
  staleAfter: { amount: 6, unit: "hours" },
  config: z.object({
    pattern: cronPattern.default("0 10 * * 1"),
    timezone: namedZone.nullable().default(null),
    segmentId: z.uuid("choose a segment").nullable().default(null),
  }),
  fields: [
    { name: "pattern", label: "Times", kind: "cron" },
    { name: "timezone", label: "Time zone", kind: "zone", help: "Leave empty for the shop’s own.", optional: true },
    {
      name: "segmentId",
      label: "For the segment",
      kind: "segment",
      help: "Leave empty for every SMS subscriber.",
      optional: true,
    },
  ],
  offers: [{ path: "schedule.at", label: "Time of the run", type: "date" }],
  sample: { schedule: { at: "2026-11-09T15:00:00Z" } },
  recognise: () => ({ kind: "candidate" }),
  scan: ({ pattern, timezone, segmentId }) => ({ look: "cron", pattern, timezone, segmentId, at: "00:00" }),
});
