import { amount } from "../../store/ledger.ts";

export const money = (cents: number, currencyCode: string) => ({ amount: amount(cents), currencyCode });

export function moneyBag(cents: number, currencyCode: string) {
  return { shopMoney: money(cents, currencyCode), presentmentMoney: money(cents, currencyCode) };
}
