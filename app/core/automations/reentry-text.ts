import { triggerOf } from "../triggers/index.ts";
import type { Definition } from "./definition.ts";

/** Formats a re-entry rule without a period. */
export function formatReentryPeriod(reentry: Extract<Definition["reentry"], string>, trigger: string): string {
  if (reentry === "once") return "each customer once";
  return reentry === "every_time" ? "every time" : `once for each ${triggerOf(trigger).subject}`;
}
