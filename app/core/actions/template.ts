import { z } from "zod";
import { checkTemplate, renderTemplate, type Rendered } from "../sending/templates/engine.ts";
import type { PlanContext } from "./define.ts";

/**
 * The zod schema of a Liquid template.
 * @param longest the maximum length
 */
export const template = (longest = 5_000) =>
  z
    .string()
    .trim()
    .min(1, "write what it says")
    .max(longest, { error: `is longer than ${longest} characters`, abort: true })
    .superRefine((source, issues) => {
      const problem = checkTemplate(source);
      if (problem) issues.addIssue({ code: "custom", message: problem });
    });

export const render = (
  source: string,
  { values, now, timezone }: Pick<PlanContext, "values" | "now" | "timezone">,
): Rendered => renderTemplate(source, values, { now, timezone });

/** Renders several templates; stops at the first error. */
export function renderAll<K extends string>(
  sources: Readonly<Record<K, string>>,
  context: PlanContext,
): { texts: Record<K, string> } | { error: string } {
  const texts = {} as Record<K, string>;
  for (const [name, source] of Object.entries(sources) as [K, string][]) {
    const rendered = render(source, context);
    if ("error" in rendered) return { error: `${name}: ${rendered.error}` };
    texts[name] = rendered.text;
  }
  return { texts };
}
