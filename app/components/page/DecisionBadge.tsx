import { Badge, type BadgeProps } from "@shopify/polaris";
import { outcomeOf, type Outcome } from "#core/activity/outcomes.ts";
import type { LogStatus, MessageStatus } from "#core/statuses.ts";
import { heldBackText, formatOutcomeStatus } from "#text/decisions.ts";
import { StatusBadge } from "./StatusBadge.tsx";

const tones: Record<Exclude<Outcome, "skipped">, BadgeProps["tone"]> = {
  delivered: "success",
  not_delivered: "critical",
  not_confirmed: "info",
  sent: "success",
  done: undefined,
  failed: "critical",
};

interface DecisionBadgeProps {
  /** The action's key. */
  action: string;
  status: LogStatus | "unknown";
  /** The delivery state of its text, if known. */
  delivery?: MessageStatus | null;
}

/** The result of a decision. A skipped text stands out; a refused entry does not. */
export function DecisionBadge({ action, status, delivery = null }: DecisionBadgeProps) {
  if (status === "unknown") return <StatusBadge of="message" status={status} />;
  const outcome = outcomeOf({ action, status, delivery });
  const tone = outcome === "skipped" ? (heldBackText(action, status) ? "warning" : undefined) : tones[outcome];
  return <Badge tone={tone}>{formatOutcomeStatus(action, status, delivery)}</Badge>;
}
