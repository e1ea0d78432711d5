import { triggerOf } from "../triggers/index.ts";
import type { Definition } from "./definition.ts";

/**
 * How often the same customer may come in, where no time need pass: once for each of what the trigger's events are
 * about.
 */
export function formatReentryPeriod(reentry: Extract<Definition["reentry"], string>, trigger: string): string {
  if (reentry === "once") return "each customer once";
  return reentry === "every_time" ? "every time" : `once for each ${triggerOf(trigger).subject}`;
}
