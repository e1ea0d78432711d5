import { Badge, type BadgeProps } from "@shopify/polaris";
import type { LogStatus } from "#core/statuses.ts";
import { heldBackText, sayDecision } from "#text/decisions.ts";

const tones: Record<Exclude<LogStatus, "skipped">, BadgeProps["tone"]> = { sent: "success", done: undefined, failed: "critical" };

/** What came of a decision about an action, by its key: a withheld text stands out, somebody who did not enter does not. */
export function DecisionBadge({ action, status }: { action: string; status: LogStatus }) {
  const tone = status === "skipped" ? (heldBackText(action, status) ? "warning" : undefined) : tones[status];
  return <Badge tone={tone}>{sayDecision(action, status)}</Badge>;
}
