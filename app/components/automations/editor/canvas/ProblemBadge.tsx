import { Badge } from "@shopify/polaris";
import { text } from "#text/en.ts";
import type { StepProblems } from "../flow-context.ts";

/** Counts problems and warnings. */
export function ProblemBadge({ problems, warnings }: StepProblems) {
  if (problems > 0) return <Badge tone="critical">{text.editor.problemCount(problems)}</Badge>;
  return warnings > 0 ? <Badge tone="attention">{text.editor.warningCount(warnings)}</Badge> : null;
}
