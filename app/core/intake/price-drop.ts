import type { Facts } from "./define.ts";
import { inUnits } from "./money.ts";

/** As fine as any currency's smallest coin, and then some. */
const PLACES = 4;

/** Whether one price, as decimal text, is below another. */
export const isCheaper = (price: string, than: string): boolean => inUnits(price, PLACES) < inUnits(than, PLACES);

/** An amount with as many places as coins have: "62.0000" is "62.00". */
export const inCoins = (amount: string): string => amount.replace(/(\.\d\d\d*?)0+$/, "$1");

/** A variant's facts with the price that somebody saw before, and by how many whole percent it has come down. */
export function droppedFrom(facts: Facts, seen: string): Facts {
  const { variant } = facts;
  if (typeof variant?.price !== "string") return facts;
  const was = inUnits(seen, PLACES);
  const percent = was > 0n ? Number(((was - inUnits(variant.price, PLACES)) * 100n) / was) : 0;
  return { ...facts, variant: { ...variant, old_price: inCoins(seen), percent } };
}
