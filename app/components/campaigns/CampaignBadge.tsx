import { Badge, type BadgeProps } from "@shopify/polaris";
import type { CampaignStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";

const tones: Record<CampaignStatus, BadgeProps["tone"]> = {
  draft: "info",
  scheduled: "attention",
  sending: "success",
  paused: "warning",
  sent: undefined,
  failed: "critical",
  cancelled: undefined,
};

/** The status of a campaign. */
export const CampaignBadge = ({ status }: { status: CampaignStatus }) => (
  <Badge tone={tones[status]}>{text.campaigns.statuses[status]}</Badge>
);
