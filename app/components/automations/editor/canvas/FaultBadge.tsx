import { Badge } from "@shopify/polaris";
import { text } from "#text/en.ts";
import type { Faults } from "../flow-context.ts";

/** How much is wrong, if anything. */
export function FaultBadge({ problems, warnings }: Faults) {
  if (problems > 0) return <Badge tone="critical">{text.editor.problemCount(problems)}</Badge>;
  return warnings > 0 ? <Badge tone="attention">{text.editor.warningCount(warnings)}</Badge> : null;
}
