import type { Reason } from "../activity/reasons.ts";
import type { AutomationStatus, ConsentState, SequenceStatus } from "../statuses.ts";

/** The state of a message's recipient and automation just before the provider call. */
export interface StatusBeforeCall {
  channel: "sms" | "email";
  /** Whether the message is marketing. */
  sells: boolean;
  /** The number has opted out. */
  suppressed: boolean;
  /** Consent for the message's channel. */
  consent: ConsentState;
  erased: boolean;
  /** Installed without interruption since the sequence entered. */
  installed: boolean;
  automationStatus: AutomationStatus;
  sequenceStatus: SequenceStatus;
}

/**
 * Why a reserved message is not sent after all; null to send it. The message may have waited in the queue while the
 * customer opted out.
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
