import type { CreditType } from "../statuses.ts";

/** The filters of the ledger page, with their entry types. */
export const ledgerViews = {
  bought: ["purchase", "grant"],
  texts: ["reserve", "settle"],
  given_back: ["release", "refund"],
  corrected: ["adjust"],
} as const satisfies Record<string, readonly CreditType[]>;

export type LedgerView = keyof typeof ledgerViews;
export const ledgerViewKeys = Object.keys(ledgerViews) as [LedgerView, ...LedgerView[]];
