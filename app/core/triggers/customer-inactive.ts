import { z } from "zod";
import { timeOfDay } from "../time/local-time.ts";
import { defineTrigger } from "./define.ts";

export const customerInactive = defineTrigger({
  type: "customer_inactive",
  label: "No order in X days",
  description: "A customer’s last order was a number of days ago.",
  alsoCalled: ["win back", "lapsed", "inactive", "re-engagement", "sunset", "at risk"],
  family: "time",
  subject: "last order",
  topics: ["shopbell/customer_inactive"],
  staleAfter: { amount: 24, unit: "hours" },
  config: z.object({
    days: z
      .number()
      .int("must be a whole number")
      .min(1, "must be at least 1")
      .max(3_650, "is more than ten years")
      .default(60),
    at: timeOfDay.default("10:00"),
  }),
  fields: [
    { name: "days", label: "Days since the last order", kind: "number" },
    { name: "at", label: "At", kind: "time" },
  ],
  offers: [{ path: "inactive.days", label: "Days since the last order", type: "number" }],
  sample: { inactive: { days: 60 } },
  recognise: () => ({ kind: "candidate" }),
  scan: ({ days, at }) => ({ look: "inactive", days, at }),
});
