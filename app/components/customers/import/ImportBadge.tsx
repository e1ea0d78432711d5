import { Badge, type BadgeProps } from "@shopify/polaris";
import type { ContactImportStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";

const tones: Partial<Record<ContactImportStatus, BadgeProps["tone"]>> = {
  reading: "info",
  checking: "info",
  checked: "attention",
  uploaded: "attention",
  importing: "info",
  imported: "success",
  undoing: "info",
};

/** The state of an import. */
export function ImportBadge({ status }: { status: ContactImportStatus }) {
  const tone = tones[status];
  return <Badge {...(tone && { tone })}>{text.contacts.statuses[status]}</Badge>;
}
