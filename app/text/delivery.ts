import { reasons } from "#core/activity/reasons.ts";
import type { MessageStatus } from "#core/statuses.ts";
import { text } from "./en.ts";
import { statusText } from "./statuses.ts";

/** How far a message got, in a word or two, where its status alone says too little. */
const ended: Readonly<Record<string, string>> = text.entry.ended;

/**
 * How far a message got. "failed" covers several ends: refused by the phone company, closed without anybody knowing,
 * or given up by ourselves before any call.
 * @param errorCode the message's
 */
export function formatDelivery(status: MessageStatus, errorCode: string | null): string {
  if (status !== "failed" || errorCode === null) return statusText.message[status];
  return (
    ended[errorCode] ?? (Object.hasOwn(reasons, errorCode) ? text.entry.ended.given_up : statusText.message.failed)
  );
}
