import { z } from "zod";
import { after, duration, sayDuration } from "../schedule/duration.ts";
import { defineAction } from "./define.ts";

export const wait = defineAction({
  type: "wait",
  label: "Wait",
  config: z.object({ for: duration }),
  fields: [{ name: "for", label: "For", kind: "duration" }],
  dueAt: (config, { now, timezone }) => after(now, config.for, timezone),
  plan: () => ({ effects: [] }),
  tell: (config) => `Wait ${sayDuration(config.for)}`,
});
