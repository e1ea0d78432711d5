import type { HoldoutResult } from "#core/analytics/holdout.ts";
import { showMoney } from "./money.ts";

/** A result with its amounts as a page shows them. */
export interface ShownCaused {
  verdict: HoldoutResult["verdict"];
  value: string;
  low: string;
  high: string;
  peopleNeeded: number | null;
  isOver: boolean;
  adjusted: boolean;
}

/** Formats what a campaign caused, in whole units of its currency. */
export function shownCaused({
  verdict,
  total,
  currency,
  peopleNeeded,
  isOver,
  adjusted,
}: HoldoutResult & { currency: string; isOver: boolean }): ShownCaused {
  const money = (amount: number) =>
    Number.isFinite(amount) ? showMoney(String(Math.round(amount)), currency, 0) : "–";
  return {
    verdict,
    value: money(total.value),
    low: money(total.low),
    high: money(total.high),
    peopleNeeded,
    isOver,
    adjusted,
  };
}
