import { reasons } from "#core/activity/reasons.ts";
import type { MessageStatus } from "#core/statuses.ts";
import { text } from "./en.ts";
import { statusText } from "./statuses.ts";

/** Delivery states that the message's status alone does not tell apart. */
const ended: Readonly<Record<string, string>> = text.entry.ended;

/**
 * The delivery state of a message. "failed" has several causes: rejected by the carrier, never confirmed, or skipped
 * before any call.
 * @param errorCode the message's
 */
export function formatDelivery(status: MessageStatus, errorCode: string | null): string {
  if (status !== "failed" || errorCode === null) return statusText.message[status];
  return (
    ended[errorCode] ?? (Object.hasOwn(reasons, errorCode) ? text.entry.ended.given_up : statusText.message.failed)
  );
}
