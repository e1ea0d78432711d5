import { Badge, type BadgeProps } from "@shopify/polaris";
import type { LogStatus } from "#core/statuses.ts";
import { heldBackText, sayDecision } from "#text/decisions.ts";
import { StatusBadge } from "./StatusBadge.tsx";

const tones: Record<Exclude<LogStatus, "skipped">, BadgeProps["tone"]> = { sent: "success", done: undefined, failed: "critical" };

/** What came of a decision about an action, by its key: a withheld text stands out, somebody who did not enter does not. A text may be out without anybody knowing. */
export function DecisionBadge({ action, status }: { action: string; status: LogStatus | "unknown" }) {
  if (status === "unknown") return <StatusBadge of="message" status={status} />;
  const tone = status === "skipped" ? (heldBackText(action, status) ? "warning" : undefined) : tones[status];
  return <Badge tone={tone}>{sayDecision(action, status)}</Badge>;
}
