import { Badge } from "@shopify/polaris";
import type { AutomationStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";

/** That the shop has a ready-made automation already, and how it stands. */
export const TakenBadge = ({ status }: { status: AutomationStatus }) => (
  <Badge tone={status === "active" ? "success" : undefined}>{text.library.taken[status]}</Badge>
);
