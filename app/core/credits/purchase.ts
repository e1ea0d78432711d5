import type { PurchaseStatus } from "../statuses.ts";
import type { Movement } from "./ledger.ts";

/**
 * The next status of a purchase. Shopify's webhooks arrive in any order, so a paid purchase stays paid, and a payment
 * also overrides an earlier "expired".
 */
export function purchaseAfter(status: PurchaseStatus, observed: PurchaseStatus): PurchaseStatus {
  if (observed === "active") return observed;
  return status === "pending" ? observed : status;
}

/** The credits of a purchase. The entry uses the purchase's id, so that the primary key prevents a second one. */
export const purchase = ({ id, credits, packKey }: { id: string; credits: number; packKey: string }): Movement => ({
  id,
  type: "purchase",
  amount: credits,
  reserved: 0,
  messageId: null,
  note: packKey,
});
