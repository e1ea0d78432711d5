import type { LogStatus } from "#core/statuses.ts";
import { text } from "./en.ts";
import { statusText } from "./statuses.ts";

/** What is told of each kind of action; all that have no telling of their own share one. */
type Tellings<T> = Readonly<Record<keyof typeof statusText.decision, T>>;

const isTold = (action: string): action is keyof Tellings<unknown> => Object.hasOwn(statusText.decision, action);
const tellingOf = <T>(tellings: Tellings<T>, action: string): T => tellings[isTold(action) ? action : "other"];

/** What came of a decision, in a word or two: a text is "Not sent", who is refused "Did not enter". */
export const formatDecisionLine = (action: string, status: LogStatus): string =>
  tellingOf(statusText.decision, action)[status];

/**
 * The same as a sentence.
 * @param reason a text that was closed without anybody knowing has not failed to go out: it may have
 */
export const formatHeadline = (action: string, status: LogStatus, reason: string | null = null): string =>
  reason === "outcome_unknown"
    ? text.entry.neverKnown
    : tellingOf<Record<LogStatus, string>>(text.entry.headlines, action)[status];

/** Whether a decision held back a text, of which a merchant should take note. */
export const heldBackText = (action: string, status: LogStatus): boolean =>
  status === "skipped" && action === "send_sms";
