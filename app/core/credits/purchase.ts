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
export const purchase = ({
  id,
  credits,
  packKey,
  isTopUp = false,
}: {
  id: string;
  credits: number;
  packKey: string;
  isTopUp?: boolean;
}): Movement => ({
  id,
  type: "purchase",
  amount: credits,
  reserved: 0,
  messageId: null,
  note: isTopUp ? packKey + TOP_UP_MARK : packKey,
});

const TOP_UP_MARK = ":auto";

/** The pack in the note of a purchase, and whether it was bought by itself. */
export const readPurchaseNote = (note: string): { packKey: string; isTopUp: boolean } =>
  note.endsWith(TOP_UP_MARK)
    ? { packKey: note.slice(0, -TOP_UP_MARK.length), isTopUp: true }
    : { packKey: note, isTopUp: false };
