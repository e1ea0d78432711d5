import { z } from "zod";
import { checkTemplate, type Rendered } from "../sending/templates/engine.ts";
import { renderForStaff } from "../sending/templates/render.ts";
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

/** Renders what staff or the merchant's own systems read. */
export const render = (source: string, context: PlanContext): Rendered =>
  renderForStaff(source, context.values, context);

/**
 * Renders several templates; stops at the first error.
 * @param renderOne the customer of the texts
 */
export function renderAll<K extends string>(
  sources: Readonly<Record<K, string>>,
  context: PlanContext,
  renderOne: typeof renderForStaff = renderForStaff,
): { texts: Record<K, string> } | { error: string } {
  const texts = {} as Record<K, string>;
  for (const [name, source] of Object.entries(sources) as [K, string][]) {
    const rendered = renderOne(source, context.values, context);
    if ("error" in rendered) return { error: `${name}: ${rendered.error}` };
    texts[name] = rendered.text;
  }
  return { texts };
}
