import type { CreditType } from "../statuses.ts";

/** A shop's credits: free ones, and those reserved for messages without a recorded outcome. */
export interface Holdings {
  balance: number;
  reserved: number;
}

/** A ledger movement before it is written. `amount` changes the balance, `reserved` the reserved credits. */
export interface Movement {
  type: CreditType;
  amount: number;
  reserved: number;
  messageId: string | null;
  note?: string;
  /** The entry's id, when another row shares it; otherwise a new one is made. */
  id?: string;
}

/** A movement with its position in the ledger. */
export interface LedgerEntry extends Movement {
  seq: number;
  balanceAfter: number;
  reservedAfter: number;
}

/** Whether a movement adds credits from outside, not from a text. */
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
/** Returns settled credits of a text that the provider then failed. */
export const refund = (messageId: string, credits: number): Movement => ({
  type: "refund",
  amount: credits,
  reserved: 0,
  messageId,
});

/**
 * Settles a reservation at the provider's segment count. If the cost exceeds the reservation, takes the difference from
 * the balance, which never goes below zero.
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
 * Decides which of several texts, in order, the balance covers. A text that is too expensive does not block a cheaper
 * one.
 * @returns for each price whether it is covered
 */
export function coveredBy(prices: readonly number[], balance: number): boolean[] {
  let left = balance;
  return prices.map((price) => {
    if (price > left) return false;
    left -= price;
    return true;
  });
}

/** Appends movements to a ledger of `length` entries. */
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
