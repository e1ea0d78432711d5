import type { CreditType } from "../statuses.ts";

/** What of a ledger can be looked at by itself, and the kinds of entries that belong to it. */
export const ledgerViews = {
  bought: ["purchase", "grant"],
  texts: ["reserve", "settle"],
  given_back: ["release", "refund"],
  corrected: ["adjust"],
} as const satisfies Record<string, readonly CreditType[]>;

export type LedgerView = keyof typeof ledgerViews;
export const ledgerViewKeys = Object.keys(ledgerViews) as [LedgerView, ...LedgerView[]];
