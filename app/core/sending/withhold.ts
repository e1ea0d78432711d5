import type { Reason } from "../activity/reasons.ts";
import type { AutomationStatus, ConsentState, SequenceStatus } from "../statuses.ts";

/** How things stand for a message that was committed to, at the moment of its call. */
export interface StatusBeforeCall {
  channel: "sms" | "email";
  /** Whether it is of an automation that sells. */
  sells: boolean;
  /** Whether its number has said stop. */
  suppressed: boolean;
  /** The customer's consent to the message's channel. */
  consent: ConsentState;
  erased: boolean;
  /** The app is installed, and has been since the sequence began. */
  installed: boolean;
  automationStatus: AutomationStatus;
  sequenceStatus: SequenceStatus;
}

/**
 * Why a message that was committed to is not called for after all; null: nothing stands in its way. It may have
 * waited for its turn, and whoever was told meanwhile that no more comes is to get no more.
 */
export function withheldFor({
  channel,
  sells,
  suppressed,
  consent,
  erased,
  installed,
  automationStatus,
  sequenceStatus,
}: StatusBeforeCall): Reason | null {
  if (erased) return "customer_erased";
  if (!installed) return "shop_uninstalled";
  if (channel === "sms" && suppressed) return "opted_out";
  if (sells && consent === "unsubscribed") return "opted_out";
  if (automationStatus === "archived") return "automation_archived";
  return automationStatus === "paused" || sequenceStatus === "paused" ? "automation_paused" : null;
}
