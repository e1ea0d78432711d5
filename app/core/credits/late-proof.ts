import type { Holdings, Movement } from "./ledger.ts";

/**
 * Charges a text that was sent after all, although it was closed as unknown and its credits released. Takes at most the
 * balance, which never goes below zero.
 */
export function chargeLateProof(messageId: string, billed: number, holdings: Holdings): Movement {
  const owed = Math.min(billed, Math.max(0, holdings.balance));
  return {
    type: "adjust",
    amount: -owed,
    reserved: 0,
    messageId,
    note: owed < billed ? `went out after all: billed ${billed}, balance covered ${owed}` : "went out after all",
  };
}
