import { addMoney } from "../intake/money.ts";

/** An amount in one currency. */
export interface Earned {
  /** ISO 4217. */
  currency: string;
  /** Decimal texts: without refunds and cancelled orders, and with them. */
  net: string;
  gross: string;
}

/** What texts brought in a period. Each counts in the period in which it happened. */
export interface Results {
  sent: number;
  delivered: number;
  failed: number;
  credits: number;
  /** Texts that a person clicked, and texts that a machine clicked. */
  clicked: number;
  machines: number;
  orders: number;
  optOuts: number;
  /** The currency with the largest number of orders first. */
  earned: readonly Earned[];
}

export const NO_RESULTS: Results = {
  sent: 0,
  delivered: 0,
  failed: 0,
  credits: 0,
  clicked: 0,
  machines: 0,
  orders: 0,
  optOuts: 0,
  earned: [],
};

/** Adds results; amounts by currency. */
export function sumResults(parts: readonly Partial<Results>[]): Results {
  const sum = (read: (part: Partial<Results>) => number | undefined) =>
    parts.reduce((total, part) => total + (read(part) ?? 0), 0);
  const byCurrency = new Map<string, Earned & { orders: number }>();
  for (const { earned = [], orders = 0 } of parts)
    for (const { currency, net, gross } of earned) {
      const known = byCurrency.get(currency) ?? { currency, net: "0", gross: "0", orders: 0 };
      byCurrency.set(currency, {
        currency,
        net: addMoney([known.net, net]),
        gross: addMoney([known.gross, gross]),
        orders: known.orders + orders,
      });
    }
  return {
    sent: sum((part) => part.sent),
    delivered: sum((part) => part.delivered),
    failed: sum((part) => part.failed),
    credits: sum((part) => part.credits),
    clicked: sum((part) => part.clicked),
    machines: sum((part) => part.machines),
    orders: sum((part) => part.orders),
    optOuts: sum((part) => part.optOuts),
    earned: [...byCurrency.values()]
      .toSorted((a, b) => b.orders - a.orders || (a.currency < b.currency ? -1 : 1))
      .map(({ orders: _orders, ...each }) => each),
  };
}

/** What a credit costs the shop. */
export interface CreditPrice {
  /** In the currency's main unit. */
  amount: number;
  /** ISO 4217. */
  currency: string;
}

/** Figures that follow from results; null where nothing was sent, or where amounts are of different currencies. */
export interface Ratios {
  deliveredRate: number | null;
  /** Of the texts that were sent. */
  clickRate: number | null;
  optOutRate: number | null;
  /** Net, in the first currency. */
  earnedPerText: { currency: string; amount: number } | null;
  cost: CreditPrice;
  /** Net revenue for each unit of cost: 12 for $12 per $1. */
  returnOnCost: number | null;
}

export function ratiosOf(results: Results, price: CreditPrice): Ratios {
  const { sent, delivered, clicked, optOuts, credits, earned } = results;
  const share = (count: number): number | null => (sent === 0 ? null : count / sent);
  const [main, ...others] = earned;
  const cost = credits * price.amount;
  return {
    deliveredRate: share(delivered),
    clickRate: share(clicked),
    optOutRate: share(optOuts),
    earnedPerText: main && sent > 0 ? { currency: main.currency, amount: Number(main.net) / sent } : null,
    cost: { amount: cost, currency: price.currency },
    returnOnCost:
      cost > 0 && others.length === 0 && (!main || main.currency === price.currency)
        ? Number(main?.net ?? 0) / cost
        : null,
  };
}

/** The relative change from an earlier value; null without one. */
export const changeFrom = (earlier: number | null, now: number | null): number | null =>
  earlier === null || now === null || earlier === 0 ? null : (now - earlier) / earlier;

/** The figures of a period and of the one before it. */
export interface Compared {
  now: Results & Ratios;
  earlier: Results & Ratios;
}

/** An automation or a campaign, with its texts. */
export interface ResultRow extends Compared {
  id: string;
  name: string;
  texts: (Compared & { stepId: string; name: string })[];
}
