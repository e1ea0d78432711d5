import { z } from "zod";
import { after, duration, formatDuration } from "../time/duration.ts";
import { triggerOf, triggers, triggerTypes } from "../triggers/index.ts";
import { defineAction } from "./define.ts";

/** The arm of a customer whose event happens in time. */
export const HAPPENED = "happened";

export const waitForEvent = defineAction({
  type: "wait_for_event",
  label: "Wait for event",
  description: "Waits for an event of the customer, with one branch if it happens in time and one if not.",
  alsoCalled: ["wait until", "goal", "wait for purchase"],
  family: "flow",
  cannotFail: true,
  config: z.object({
    on: z.enum(triggerTypes),
    match: z.enum(["customer", "subject"]).default("customer"),
    timeout: duration,
  }),
  fields: [
    {
      name: "on",
      label: "Event",
      kind: "choice",
      options: triggers.map(({ type, label, offered }) => ({
        value: type,
        label,
        ...(offered === false && { offered }),
      })),
    },
    {
      name: "match",
      label: "Of",
      kind: "choice",
      options: [
        { value: "customer", label: "the same customer" },
        { value: "subject", label: "the same order, checkout or other item" },
      ],
    },
    { name: "timeout", label: "For at most", kind: "duration" },
  ],
  starts: { config: { on: "order_created", timeout: { amount: 1, unit: "days" } } },
  arm: {},
  arms: [
    { id: HAPPENED, name: "It happened" },
    { id: "timed_out", name: "It did not" },
  ],
  dueAt: ({ timeout }, { now, timezone }) => after(now, timeout, timezone),
  awaits: ({ on, match }) => ({ on, match }),
  plan: (_config, { heard }) =>
    heard
      ? { kind: "choose", arm: HAPPENED, saw: { happened: heard.on, at: heard.at.toString() } }
      : { kind: "choose", arm: "timed_out", saw: { happened: null, at: null } },
  formatArm: ({ id }, { config: { on, timeout } }) =>
    id === HAPPENED
      ? `If “${triggerOf(on).label}” happens within ${formatDuration(timeout)}`
      : `If it does not within ${formatDuration(timeout)}`,
  format: ({ on, timeout }) => `Wait for “${triggerOf(on).label}”, ${formatDuration(timeout)} at most`,
});
