import type { Holdings, Movement } from "./ledger.ts";

/**
 * Charges a text that was given up, its credits released, and then turned out to have gone out. Taken as far as the
 * balance reaches: the balance never goes below zero.
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
