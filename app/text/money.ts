import type { OrderRevenue } from "#core/analytics/revenue.ts";

/**
 * Decimal text with its currency: "$1,234.50".
 * @param places after the point at most; as the currency is used to without it
 */
export function showMoney(amount: string, currency: string, places?: number): string {
  try {
    return new Intl.NumberFormat("en-US", {
      style: "currency",
      currency,
      ...(places !== undefined && { maximumFractionDigits: places }),
    }).format(Number(amount));
  } catch {
    // A store may name a currency that the world does not know.
    return `${amount} ${currency}`;
  }
}

/** What was earned, currency by currency; nothing where nothing was. */
export const showRevenue = (amounts: readonly Pick<OrderRevenue, "total" | "currency">[]): string =>
  amounts.map(({ total, currency }) => showMoney(total, currency)).join(" + ");
