import type { MessageStatus } from "#core/statuses.ts";
import { sayReason } from "#text/reasons.ts";
import { statusText } from "#text/statuses.ts";

/** What came of a decision, in a few words: what ended it, why it was not done, or how far its text got. */
export function sayOutcome({ reason, endedBy, delivery }: { reason: string | null; endedBy: string | null; delivery: MessageStatus | null }): string {
  if (endedBy) return endedBy;
  if (reason) return sayReason(reason).label;
  return delivery ? statusText.message[delivery] : "";
}
