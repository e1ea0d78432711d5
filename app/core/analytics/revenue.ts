import { addMoney } from "../intake/money.ts";

/** The revenue in one currency. */
export interface OrderRevenue {
  /** ISO 4217. */
  currency: string;
  /** Decimal text. */
  total: string;
  orders: number;
}

/** The attributed revenue by currency, the one with most orders first. Most stores have one. */
export interface Revenue {
  orders: number;
  amounts: OrderRevenue[];
}

export const NO_REVENUE: Revenue = { orders: 0, amounts: [] };

/** Adds revenue by currency. */
export function sumRevenue(parts: readonly OrderRevenue[]): Revenue {
  const byCurrency = new Map<string, OrderRevenue>();
  for (const { currency, total, orders } of parts) {
    const known = byCurrency.get(currency);
    byCurrency.set(currency, {
      currency,
      total: addMoney([known?.total ?? "0", total]),
      orders: (known?.orders ?? 0) + orders,
    });
  }
  const amounts = [...byCurrency.values()].sort((a, b) => b.orders - a.orders || (a.currency < b.currency ? -1 : 1));
  return { orders: amounts.reduce((sum, { orders }) => sum + orders, 0), amounts };
}
