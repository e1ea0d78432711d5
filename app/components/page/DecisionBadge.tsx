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
  /** The text was sent, but not delivered. */
  lost?: boolean;
}

/** The result of a decision. A skipped text stands out; a refused entry does not. */
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
