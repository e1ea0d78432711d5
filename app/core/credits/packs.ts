/**
 * A pack of credits for sale. A purchase stores its own credits and price, so a change here affects no earlier
 * purchase; a key and a name are never reused.
 * Prices are set by Shopbell in the currency's main unit. One credit is one segment to the United States; larger packs
 * cost less per credit.
 */
export interface Pack {
  key: string;
  /** The name on Shopify's payment page. */
  name: string;
  credits: number;
  /** Decimal text. */
  price: string;
  /** ISO 4217. */
  currency: string;
}

export const PACKS_VERSION = "2026-11";

export const packs: readonly Pack[] = [
  { key: "credits-500", name: "500 text credits", credits: 500, price: "10.00", currency: "USD" },
  { key: "credits-2000", name: "2,000 text credits", credits: 2_000, price: "36.00", currency: "USD" },
  { key: "credits-10000", name: "10,000 text credits", credits: 10_000, price: "160.00", currency: "USD" },
  { key: "credits-50000", name: "50,000 text credits", credits: 50_000, price: "700.00", currency: "USD" },
];

export const packOf = (key: string): Pack | null => packs.find((pack) => pack.key === key) ?? null;

/** What credits were bought for, in one currency. */
export interface Purchased {
  credits: number;
  /** Decimal text. */
  price: string;
  /** ISO 4217. */
  currency: string;
}

/** What a credit costs: the mean of what the shop paid, in the currency of most of its credits; else the smallest pack's. */
export function priceOfCredit(purchased: readonly Purchased[]): { amount: number; currency: string } {
  const [most] = purchased.toSorted((a, b) => b.credits - a.credits);
  const [smallest] = packs.toSorted((a, b) => a.credits - b.credits);
  const paid = most && most.credits > 0 ? most : smallest;
  if (!paid) throw new RangeError("there is no pack for sale");
  return { amount: Number(paid.price) / paid.credits, currency: paid.currency };
}
