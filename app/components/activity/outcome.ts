import type { MessageStatus } from "#core/statuses.ts";
import { sayReason } from "#text/reasons.ts";
import { statusText } from "#text/statuses.ts";

/** What came of a decision, in a few words: why it was not done, or how far its text got. */
export function sayOutcome({ reason, delivery }: { reason: string | null; delivery: MessageStatus | null }): string {
  if (reason) return sayReason(reason).label;
  return delivery ? statusText.message[delivery] : "";
}
