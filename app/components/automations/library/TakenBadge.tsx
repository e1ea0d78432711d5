import { Badge } from "@shopify/polaris";
import type { AutomationStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";

/** The status of the shop's automation from this template. */
export const TakenBadge = ({ status }: { status: AutomationStatus }) => (
  <Badge tone={status === "active" ? "success" : undefined}>{text.library.taken[status]}</Badge>
);
