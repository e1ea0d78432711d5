import type { Days } from "#core/activity/days.ts";
import type { LedgerView } from "#core/credits/ledger-views.ts";

/** Period, view and page of the ledger. */
export interface LedgerQuery extends Days {
  view?: LedgerView | undefined;
  newer?: string | undefined;
  older?: string | undefined;
}

export function ledgerAddress(query: LedgerQuery): string {
  const parameters = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]: [string, string | undefined]) => (value ? [[name, value]] : [])),
  );
  return parameters.size > 0 ? `/app/credits?${parameters.toString()}` : "/app/credits";
}
