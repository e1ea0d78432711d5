import type { CreditType, MessageStatus } from "../../statuses.ts";
import type { LedgerEntry } from "../ledger.ts";
import { discrepanciesOf, type Discrepancy } from "./discrepancy.ts";

/** An outbound message with its ledger entries and logs. */
export interface BilledMessage {
  id: string;
  channel: "sms" | "email";
  status: MessageStatus;
  /** The reserved credits while it is open, its cost afterwards. */
  credits: number;
  /** The message belongs to an automation's step, which has a log. */
  ofStep: boolean;
  /** Its ledger entries; the database allows one of each type. */
  moved: Partial<Record<CreditType, Pick<LedgerEntry, "amount" | "reserved">>>;
  /** The logs with status `sent`. */
  sentLogs: readonly { id: string; credits: number }[];
}

/** Compares a message with the ledger and the log. */
export const checkMessage = (message: BilledMessage): Discrepancy[] => [
  ...againstLedger(message),
  ...againstLog(message),
];

const openStatuses: readonly MessageStatus[] = ["pending", "sending", "unknown"];
const sentStatuses: readonly MessageStatus[] = ["sent", "delivered", "undelivered"];

const sum = (moved: BilledMessage["moved"], column: "amount" | "reserved"): number =>
  Object.values(moved).reduce((total, entry) => total + entry[column], 0);

const chargedStatuses: readonly MessageStatus[] = [...sentStatuses, "failed"];

/** The valid combinations of ledger entries, with the message statuses they allow. E-mails have no entries. */
const validCombinations: readonly { kinds: readonly CreditType[]; stands: readonly MessageStatus[] }[] = [
  { kinds: ["reserve"], stands: openStatuses },
  { kinds: ["reserve", "release"], stands: ["failed"] },
  { kinds: ["reserve", "settle"], stands: chargedStatuses },
  { kinds: ["reserve", "settle", "refund"], stands: chargedStatuses },
  // Closed as unknown and released, then found to be sent.
  { kinds: ["reserve", "release", "adjust"], stands: chargedStatuses },
  { kinds: ["reserve", "release", "adjust", "refund"], stands: chargedStatuses },
];

function againstLedger({ id, channel, status, credits, ofStep, moved }: BilledMessage): Discrepancy[] {
  const kinds = Object.keys(moved);
  const row = `Message ${id}`;
  if (channel === "email")
    return discrepanciesOf(row, [
      [
        kinds.length > 0 || credits !== 0,
        `is an email, which costs nothing: it has ${credits} credits and ${kinds.length} ledger entries`,
      ],
    ]);
  const isOpen = openStatuses.includes(status);
  const taken = 0 - sum(moved, "amount");
  const held = sum(moved, "reserved");
  const due = isOpen ? credits : 0;
  const isFree = !ofStep && kinds.length === 0;
  const isValid = validCombinations.some(
    (combination) =>
      combination.kinds.length === kinds.length &&
      combination.kinds.every((kind) => kinds.includes(kind)) &&
      combination.stands.includes(status),
  );
  return discrepanciesOf(row, [
    [taken !== credits, `should ${isOpen ? "hold" : "have cost"} ${credits}, the ledger took ${taken}`],
    [held !== due, `should hold ${due}, the ledger holds ${held}`],
    [status === "failed" && credits !== 0, `has failed, and cost ${credits}`],
    [!isFree && !isValid, `is ${status}, and its credits were moved by ${kinds.join(", ") || "nothing"}`],
  ]);
}

function againstLog({ id, status, credits, ofStep, moved, sentLogs }: BilledMessage): Discrepancy[] {
  const wasCharged = moved.settle !== undefined || moved.adjust !== undefined;
  // The provider accepted the text and then failed it: the log says sent, and the credits were refunded.
  const wentOut = sentStatuses.includes(status) || (status === "failed" && wasCharged);
  const logged = credits + (moved.refund?.amount ?? 0);
  const message = discrepanciesOf(`Message ${id}`, [
    [wentOut && ofStep && sentLogs.length === 0, "went out, and no log says so"],
    [sentLogs.length > 1, `is told of as sent by ${sentLogs.length} logs: ${sentLogs.map((log) => log.id).join(", ")}`],
  ]);
  const logs = sentLogs.flatMap((log) =>
    discrepanciesOf(`AutomationLog ${log.id}`, [
      [!wentOut, `says that message ${id} was sent, which is ${status}`],
      [wentOut && log.credits !== logged, `says ${log.credits} credits, message ${id} cost ${logged}`],
    ]),
  );
  return [...message, ...logs];
}
