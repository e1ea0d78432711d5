import { outcomeOf } from "#core/activity/outcomes.ts";
import type { LogStatus, MessageStatus } from "#core/statuses.ts";
import { text } from "./en.ts";
import { statusText } from "./statuses.ts";

/** Texts by action; actions without their own share `other`. */
type TextsByAction<T> = Readonly<Record<keyof typeof statusText.decision, T>>;

const hasOwnTexts = (action: string): action is keyof TextsByAction<unknown> =>
  Object.hasOwn(statusText.decision, action);
const textOf = <T>(texts: TextsByAction<T>, action: string): T => texts[hasOwnTexts(action) ? action : "other"];

/** The result of a decision in a word or two: "Skipped" for a text, "Did not enter" for a customer. */
export const formatDecisionLine = (action: string, status: LogStatus): string =>
  textOf(statusText.decision, action)[status];

/** The same, where a sent text says whether it was delivered. */
export function formatOutcomeStatus(action: string, status: LogStatus, delivery: MessageStatus | null): string {
  const outcome = outcomeOf({ action, status, delivery });
  return outcome === "delivered" || outcome === "not_delivered" || outcome === "not_confirmed"
    ? text.activity.statuses[outcome]
    : formatDecisionLine(action, status);
}

/**
 * The result of a decision as a sentence.
 * @param reason a text with `outcome_unknown` may have been sent
 */
export const formatHeadline = (action: string, status: LogStatus, reason: string | null = null): string =>
  reason === "outcome_unknown"
    ? text.entry.neverKnown
    : textOf<Record<LogStatus, string>>(text.entry.headlines, action)[status];

/** Whether the decision skipped a text. */
export const heldBackText = (action: string, status: LogStatus): boolean =>
  status === "skipped" && action === "send_sms";
