import type { CreditType } from "../../statuses.ts";
import type { LedgerEntry, Holdings } from "../ledger.ts";
import { discrepanciesOf, type Discrepancy } from "./discrepancy.ts";

/** An entry with whether the rows it refers to exist. */
export interface KnownEntry extends LedgerEntry {
  id: string;
  /** The shop has an outbound message with the entry's message id. */
  messageKnown: boolean;
  /** The shop has a purchase with the entry's id. */
  purchaseKnown: boolean;
}

/** The state of a partly read ledger: the last entry's balances, and the sums of all amounts. */
export interface EntriesTotals {
  length: number;
  after: Holdings;
  sum: Holdings;
}

export const noEntries: EntriesTotals = {
  length: 0,
  after: { balance: 0, reserved: 0 },
  sum: { balance: 0, reserved: 0 },
};

/** Checks the next entries of a ledger: no gaps, and each balance equals the previous one plus the amount. */
export function addEntry(
  start: EntriesTotals,
  entries: readonly KnownEntry[],
): { walked: EntriesTotals; found: Discrepancy[] } {
  let { length, after, sum } = start;
  const found: Discrepancy[] = [];
  for (const entry of entries) {
    found.push(...positionProblems(entry, length, after), ...shapeProblems(entry));
    length += 1;
    after = { balance: entry.balanceAfter, reserved: entry.reservedAfter };
    sum = { balance: sum.balance + entry.amount, reserved: sum.reserved + entry.reserved };
  }
  return { walked: { length, after, sum }, found };
}

const nameOf = ({ id, seq }: KnownEntry): string => `CreditEntry ${id} (number ${seq})`;

function positionProblems(entry: KnownEntry, place: number, { balance, reserved }: Holdings): Discrepancy[] {
  return discrepanciesOf(nameOf(entry), [
    [entry.seq !== place, `is at place ${place}: an entry is missing or doubled`],
    [
      entry.balanceAfter !== balance + entry.amount,
      `says balance ${entry.balanceAfter}, its amount makes ${balance + entry.amount}`,
    ],
    [
      entry.reservedAfter !== reserved + entry.reserved,
      `says ${entry.reservedAfter} held, its change makes ${reserved + entry.reserved}`,
    ],
    [entry.balanceAfter < 0 || entry.reservedAfter < 0, "goes below zero"],
  ]);
}

type Moved = Pick<LedgerEntry, "amount" | "reserved">;

/** The amounts that each entry type allows, and whether it belongs to a message. */
const entryShapes: Record<CreditType, { moves: (moved: Moved) => boolean; of: "message" | "shop" | "either" }> = {
  grant: { moves: ({ amount, reserved }) => amount > 0 && reserved === 0, of: "shop" },
  purchase: { moves: ({ amount, reserved }) => amount > 0 && reserved === 0, of: "shop" },
  reserve: { moves: ({ amount, reserved }) => reserved > 0 && amount === -reserved, of: "message" },
  settle: { moves: ({ amount, reserved }) => reserved <= 0 && amount <= -reserved, of: "message" },
  release: { moves: ({ amount, reserved }) => amount > 0 && amount === -reserved, of: "message" },
  refund: { moves: ({ amount, reserved }) => amount > 0 && reserved === 0, of: "message" },
  adjust: { moves: ({ reserved }) => reserved === 0, of: "either" },
};

function shapeProblems(entry: KnownEntry): Discrepancy[] {
  const { type, amount, reserved, messageId, messageKnown, purchaseKnown } = entry;
  const { moves, of } = entryShapes[type];
  return discrepanciesOf(nameOf(entry), [
    [!moves(entry), `is no ${type}: it moves the balance by ${amount} and what is held by ${reserved}`],
    [of === "message" && messageId === null, `is a ${type} of no message`],
    [of === "shop" && messageId !== null, `is a ${type}, and names message ${messageId}`],
    [messageId !== null && !messageKnown, `names message ${messageId}, which the shop has not sent`],
    [type === "purchase" && !purchaseKnown, "is a purchase that nobody made"],
  ]);
}
