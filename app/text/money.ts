import type { OrderRevenue } from "#core/analytics/revenue.ts";

/**
 * Formats a decimal string with its currency: "$1,234.50".
 * @param places maximum decimal places; by default the currency's
 */
export function showMoney(amount: string, currency: string, places?: number): string {
  try {
    return new Intl.NumberFormat("en-US", {
      style: "currency",
      currency,
      ...(places !== undefined && { maximumFractionDigits: places }),
    }).format(Number(amount));
  } catch {
    // `Intl` rejects unknown currency codes.
    return `${amount} ${currency}`;
  }
}

/** Revenue by currency, joined; empty without revenue. */
export const showRevenue = (amounts: readonly Pick<OrderRevenue, "total" | "currency">[]): string =>
  amounts.map(({ total, currency }) => showMoney(total, currency)).join(" + ");
