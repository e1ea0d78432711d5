import type { LogStatus } from "../../statuses.ts";
import { named, type Discrepancy } from "./discrepancy.ts";

/** A log that speaks of money, or says that something was sent. */
export interface BilledLog {
  id: string;
  status: LogStatus;
  credits: number;
  messageId: string | null;
  /** The shop has an outbound message of that id. */
  messageKnown: boolean;
}

/** What a log says against what there is; whether its message agrees is asked of the message. */
export const checkLog = ({ id, status, credits, messageId, messageKnown }: BilledLog): Discrepancy[] =>
  named(`AutomationLog ${id}`, [
    [status === "sent" && messageId === null, "says that a message was sent, and names none"],
    [messageId !== null && !messageKnown, `names message ${messageId}, which the shop has not sent`],
    [status !== "sent" && credits !== 0, `says ${credits} credits, and that nothing was sent`],
  ]);
