import type { CreditType } from "../statuses.ts";

/** What a shop holds: free credits, and those held by messages whose outcome is not recorded yet. */
export interface Holdings {
  balance: number;
  reserved: number;
}

/** A movement before it is written. `amount` moves the balance, `reserved` what is held. */
export interface Movement {
  type: CreditType;
  amount: number;
  reserved: number;
  messageId: string | null;
  note?: string;
  /** Of the entry, where something else knows it by that; any new one otherwise. */
  id?: string;
}

/** A movement with its place in the ledger. */
export interface LedgerEntry extends Movement {
  seq: number;
  balanceAfter: number;
  reservedAfter: number;
}

/** Whether credits come in from outside, rather than back from a text. */
export const isTopUp = ({ type, amount, messageId }: Movement): boolean =>
  amount > 0 && messageId === null && (type === "grant" || type === "purchase" || type === "adjust");

export const reserve = (messageId: string, credits: number): Movement => ({
  type: "reserve",
  amount: -credits,
  reserved: credits,
  messageId,
});
export const release = (messageId: string, credits: number): Movement => ({
  type: "release",
  amount: credits,
  reserved: -credits,
  messageId,
});
/** Gives back what was settled for a text that the provider then did not send. */
export const refund = (messageId: string, credits: number): Movement => ({
  type: "refund",
  amount: credits,
  reserved: 0,
  messageId,
});

/**
 * Closes a reservation at what the provider billed. Where it billed more than was reserved, the difference is taken as
 * far as the balance reaches: the balance never goes below zero.
 */
export function settle(messageId: string, reserved: number, billed: number, holdings: Holdings): Movement {
  const owed = Math.min(billed, reserved + Math.max(0, holdings.balance));
  return {
    type: "settle",
    amount: reserved - owed,
    reserved: -reserved,
    messageId,
    ...(owed < billed && { note: `billed ${billed}, balance covered ${owed}` }),
  };
}

/**
 * Which of several texts, in their order, the balance pays for. One that does not fit does not hold up a smaller one.
 * @returns for each price whether it is covered
 */
export function admitMovement(prices: readonly number[], balance: number): boolean[] {
  let left = balance;
  return prices.map((price) => {
    if (price > left) return false;
    left -= price;
    return true;
  });
}

/** Writes movements one after another behind a ledger of `length` entries. */
export function appendMovement(
  start: Holdings & { length: number },
  movements: readonly Movement[],
): { entries: LedgerEntry[]; end: Holdings & { length: number } } {
  let { balance, reserved, length } = start;
  const entries = movements.map((movement): LedgerEntry => {
    balance += movement.amount;
    reserved += movement.reserved;
    return { ...movement, seq: length++, balanceAfter: balance, reservedAfter: reserved };
  });
  return { entries, end: { balance, reserved, length } };
}
