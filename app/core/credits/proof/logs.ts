import type { LogStatus } from "../../statuses.ts";
import { discrepanciesOf, type Discrepancy } from "./discrepancy.ts";

/** A log with credits or status `sent`. */
export interface BilledLog {
  id: string;
  status: LogStatus;
  credits: number;
  messageId: string | null;
  /** The shop has an outbound message with this id. */
  messageKnown: boolean;
}

/** Checks a log by itself; `checkMessage` compares it with its message. */
export const checkLog = ({ id, status, credits, messageId, messageKnown }: BilledLog): Discrepancy[] =>
  discrepanciesOf(`AutomationLog ${id}`, [
    [status === "sent" && messageId === null, "says that a message was sent, and names none"],
    [messageId !== null && !messageKnown, `names message ${messageId}, which the shop has not sent`],
    [status !== "sent" && credits !== 0, `says ${credits} credits, and that nothing was sent`],
  ]);
