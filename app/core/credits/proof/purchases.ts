import type { CreditType } from "../../statuses.ts";
import type { PurchaseStatus } from "../../statuses.ts";
import { discrepanciesOf, type Discrepancy } from "./discrepancy.ts";

/** A purchase with the ledger entry of the same id. */
export interface BilledPurchase {
  id: string;
  status: PurchaseStatus;
  credits: number;
  entry: { type: CreditType; amount: number } | null;
}

/** Checks that exactly the paid purchases are in the ledger. */
export const checkPurchase = ({ id, status, credits, entry }: BilledPurchase): Discrepancy[] =>
  discrepanciesOf(`CreditPurchase ${id}`, [
    [status === "active" && entry === null, `is paid for, and its ${credits} credits are not in the ledger`],
    [status !== "active" && entry !== null, `is ${status}, and its credits are in the ledger`],
    [entry !== null && entry.type !== "purchase", `is in the ledger as a ${entry?.type}`],
    [
      status === "active" && entry !== null && entry.amount !== credits,
      `is of ${credits} credits, the ledger gave ${entry?.amount}`,
    ],
  ]);
