import type { CreditType, MessageStatus } from "../../statuses.ts";
import type { LedgerEntry } from "../ledger.ts";
import { named, type Discrepancy } from "./discrepancy.ts";

/** An outbound message with what the ledger and the log say of it. */
export interface BilledMessage {
  id: string;
  channel: "sms" | "email";
  status: MessageStatus;
  /** What it holds while it is open, what it cost once it is closed. */
  credits: number;
  /** It is the message of an automation's step, which has a log. */
  ofStep: boolean;
  /** The ledger's entries of it; the database lets each kind be there once. */
  moved: Partial<Record<CreditType, Pick<LedgerEntry, "amount" | "reserved">>>;
  /** The logs that say it was sent. */
  sentLogs: readonly { id: string; credits: number }[];
}

/** Money, ledger and log of one message. */
export const checkMessage = (message: BilledMessage): Discrepancy[] => [
  ...againstLedger(message),
  ...againstLog(message),
];

const open: readonly MessageStatus[] = ["pending", "sending", "unknown"];
const goneOut: readonly MessageStatus[] = ["sent", "delivered", "undelivered"];

const sum = (moved: BilledMessage["moved"], column: "amount" | "reserved"): number =>
  Object.values(moved).reduce((total, entry) => total + entry[column], 0);

const charged: readonly MessageStatus[] = [...goneOut, "failed"];

/** The ways in which a text's credits may go, kind after kind, and where it may stand then. An e-mail's go none. */
const ways: readonly { kinds: readonly CreditType[]; stands: readonly MessageStatus[] }[] = [
  { kinds: ["reserve"], stands: open },
  { kinds: ["reserve", "release"], stands: ["failed"] },
  { kinds: ["reserve", "settle"], stands: charged },
  { kinds: ["reserve", "settle", "refund"], stands: charged },
  // Given up, released, and then found to have gone out after all.
  { kinds: ["reserve", "release", "adjust"], stands: charged },
  { kinds: ["reserve", "release", "adjust", "refund"], stands: charged },
];

function againstLedger({ id, channel, status, credits, ofStep, moved }: BilledMessage): Discrepancy[] {
  const kinds = Object.keys(moved);
  const row = `Message ${id}`;
  if (channel === "email")
    return named(row, [
      [
        kinds.length > 0 || credits !== 0,
        `is an e-mail, which costs nothing: it has ${credits} credits and ${kinds.length} ledger entries`,
      ],
    ]);
  const isOpen = open.includes(status);
  const taken = 0 - sum(moved, "amount");
  const held = sum(moved, "reserved");
  const due = isOpen ? credits : 0;
  const isFree = !ofStep && kinds.length === 0;
  const mayGo = ways.some(
    (way) =>
      way.kinds.length === kinds.length &&
      way.kinds.every((kind) => kinds.includes(kind)) &&
      way.stands.includes(status),
  );
  return named(row, [
    [taken !== credits, `should ${isOpen ? "hold" : "have cost"} ${credits}, the ledger took ${taken}`],
    [held !== due, `should hold ${due}, the ledger holds ${held}`],
    [status === "failed" && credits !== 0, `has failed, and cost ${credits}`],
    [!isFree && !mayGo, `is ${status}, and its credits were moved by ${kinds.join(", ") || "nothing"}`],
  ]);
}

function againstLog({ id, status, credits, ofStep, moved, sentLogs }: BilledMessage): Discrepancy[] {
  const wasCharged = moved.settle !== undefined || moved.adjust !== undefined;
  // The provider took it and then said that it failed: it went out as far as the log knows, and was paid back.
  const wentOut = goneOut.includes(status) || (status === "failed" && wasCharged);
  const logged = credits + (moved.refund?.amount ?? 0);
  const message = named(`Message ${id}`, [
    [wentOut && ofStep && sentLogs.length === 0, "went out, and no log says so"],
    [sentLogs.length > 1, `is told of as sent by ${sentLogs.length} logs: ${sentLogs.map((log) => log.id).join(", ")}`],
  ]);
  const logs = sentLogs.flatMap((log) =>
    named(`AutomationLog ${log.id}`, [
      [!wentOut, `says that message ${id} was sent, which is ${status}`],
      [wentOut && log.credits !== logged, `says ${log.credits} credits, message ${id} cost ${logged}`],
    ]),
  );
  return [...message, ...logs];
}
