import { changeFrom, type Earned, type Ratios, type Results } from "#core/analytics/results.ts";
import { results as words } from "./en/results.ts";
import { showMoney } from "./money.ts";
import { showNumber } from "./number.ts";

/** 0.1234 as "12.3%". */
const showShare = (share: number): string => `${Math.round(1_000 * share) / 10}%`;

/** "120 (12.3%)". */
export const withShare = (count: number, share: number | null): string =>
  share === null ? showNumber(count) : `${showNumber(count)} (${showShare(share)})`;

/** A change in words: "up 12%"; empty where there is nothing to compare with. */
export function showRelative(earlier: number | null, now: number | null): string {
  const change = changeFrom(earlier, now);
  if (change === null) return "";
  if (change >= 10) return words.upMuch;
  const percent = `${showNumber(Math.abs(Math.round(100 * change)))}%`;
  return percent === "0%" ? words.same : change > 0 ? words.up(percent) : words.down(percent);
}

/** Amounts by currency, joined. */
export const showEarned = (earned: readonly Earned[], which: "net" | "gross"): string =>
  earned.map((each) => showMoney(each[which], each.currency)).join(" + ") || words.none;

/** The gross amount where it differs from the net one. */
export const grossIfOther = (earned: readonly Earned[]): string =>
  earned.some(({ net, gross }) => Number(net) !== Number(gross)) ? words.grossOf(showEarned(earned, "gross")) : "";

export const mainNet = ({ earned }: Pick<Results, "earned">): number | null => {
  const [main] = earned;
  return main ? Number(main.net) : null;
};

export const showPerText = ({ earnedPerText: each }: Pick<Ratios, "earnedPerText">): string =>
  each ? showMoney(String(each.amount), each.currency) : words.none;

export const showCost = ({ cost }: Pick<Ratios, "cost">): string => showMoney(String(cost.amount), cost.currency);

export const showReturn = ({ returnOnCost: times }: Pick<Ratios, "returnOnCost">): string =>
  times === null ? words.none : words.times(showNumber(Math.round(10 * times) / 10));
