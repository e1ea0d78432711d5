import { z } from "zod";
import { aroundADay, aroundADayFields, shiftOf } from "./around-a-day.ts";
import { defineTrigger } from "./define.ts";

export const birthday = defineTrigger({
  type: "birthday",
  label: "Birthday",
  description: "A customer’s birthday is today, or a number of days away.",
  alsoCalled: ["anniversary"],
  family: "time",
  subject: "birthday",
  topics: ["shopbell/birthday"],
  // A birthday text must arrive on the day.
  staleAfter: { amount: 12, unit: "hours" },
  config: z.object(aroundADay(0, "before")),
  fields: aroundADayFields,
  offers: [{ path: "birthday.on", label: "The birthday", type: "date" }],
  sample: { birthday: { on: "2026-11-08" } },
  recognise: () => ({ kind: "candidate" }),
  scan: (config) => ({ look: "birthday", inDays: 0 - shiftOf(config), at: config.at }),
});
