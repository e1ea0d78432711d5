import type { CreditType } from "../../statuses.ts";
import type { PurchaseStatus } from "../purchase.ts";
import { named, type Discrepancy } from "./discrepancy.ts";

/** A purchase with the ledger's entry of its id. */
export interface BilledPurchase {
  id: string;
  status: PurchaseStatus;
  credits: number;
  entry: { type: CreditType; amount: number } | null;
}

/** A purchase that was paid for is in the ledger, one that was not is not. */
export const checkPurchase = ({ id, status, credits, entry }: BilledPurchase): Discrepancy[] =>
  named(`CreditPurchase ${id}`, [
    [status === "active" && entry === null, `is paid for, and its ${credits} credits are not in the ledger`],
    [status !== "active" && entry !== null, `is ${status}, and its credits are in the ledger`],
    [entry !== null && entry.type !== "purchase", `is in the ledger as a ${entry?.type}`],
    [
      status === "active" && entry !== null && entry.amount !== credits,
      `is of ${credits} credits, the ledger gave ${entry?.amount}`,
    ],
  ]);
