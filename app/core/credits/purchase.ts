import type { ObservedCharge } from "../intake/define.ts";
import type { Movement } from "./ledger.ts";

export type PurchaseStatus = ObservedCharge["status"];

/**
 * Where a purchase stands once Shopify has told of its charge, in whatever order it tells. It only moves forward, and
 * what was paid for is paid for: also where it was told before that the charge had lapsed, and whatever is told
 * after.
 */
export function purchaseAfter(status: PurchaseStatus, told: PurchaseStatus): PurchaseStatus {
  if (told === "active") return told;
  return status === "pending" ? told : status;
}

/**
 * The credits of a purchase. The entry bears the purchase's id, so that the database itself lets it be written only
 * once.
 */
export const purchase = ({ id, credits, packKey }: { id: string; credits: number; packKey: string }): Movement => ({
  id,
  type: "purchase",
  amount: credits,
  reserved: 0,
  messageId: null,
  note: packKey,
});
