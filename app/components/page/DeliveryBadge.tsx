import { Badge } from "@shopify/polaris";
import type { MessageStatus } from "#core/statuses.ts";
import { formatDelivery } from "#text/delivery.ts";
import { StatusBadge } from "./StatusBadge.tsx";

/** The delivery state of a message; an unconfirmed one is not a rejection. */
export function DeliveryBadge({ status, errorCode }: { status: MessageStatus; errorCode: string | null }) {
  if (status === "failed")
    return (
      <Badge tone={errorCode === "outcome_unknown" ? "attention" : "critical"}>
        {formatDelivery(status, errorCode)}
      </Badge>
    );
  return <StatusBadge of="message" status={status} />;
}
