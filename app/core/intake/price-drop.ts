import type { Facts } from "./define.ts";
import { inUnits } from "./money.ts";

/** More decimals than any currency's minor unit. */
const PLACES = 4;

/** Compares two prices given as decimal text. */
export const isCheaper = (price: string, other: string): boolean => inUnits(price, PLACES) < inUnits(other, PLACES);

/** Trims trailing zeros, but keeps two decimals: "62.0000" becomes "62.00". */
export const trimDecimals = (amount: string): string => amount.replace(/(\.\d\d\d*?)0+$/, "$1");

/** Adds the old price and the drop in whole percent to a variant's facts. */
export function withOldPrice(facts: Facts, seen: string): Facts {
  const { variant } = facts;
  if (typeof variant?.price !== "string") return facts;
  const was = inUnits(seen, PLACES);
  const percent = was > 0n ? Number(((was - inUnits(variant.price, PLACES)) * 100n) / was) : 0;
  return { ...facts, variant: { ...variant, old_price: trimDecimals(seen), percent } };
}
