import { Badge, type BadgeProps } from "@shopify/polaris";
import type { LogStatus } from "#core/statuses.ts";
import { heldBackText, formatDecisionLine } from "#text/decisions.ts";
import { StatusBadge } from "./StatusBadge.tsx";

const tones: Record<Exclude<LogStatus, "skipped">, BadgeProps["tone"]> = {
  sent: "success",
  done: undefined,
  failed: "critical",
};

interface DecisionBadgeProps {
  /** The action's key. */
  action: string;
  status: LogStatus | "unknown";
  /** Its text was sent, and reached nobody. */
  lost?: boolean;
}

/**
 * What came of a decision: a withheld text stands out, somebody who did not enter does not. A text may be out without
 * anybody knowing.
 */
export function DecisionBadge({ action, status, lost = false }: DecisionBadgeProps) {
  if (status === "unknown") return <StatusBadge of="message" status={status} />;
  const tone =
    status === "skipped"
      ? heldBackText(action, status)
        ? "warning"
        : undefined
      : status === "sent" && lost
        ? undefined
        : tones[status];
  return <Badge tone={tone}>{formatDecisionLine(action, status)}</Badge>;
}
