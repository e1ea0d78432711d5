import type { Pack } from "./packs.ts";

/** The cost of a number of credits at a pack's price, in the currency's main unit, rounded up to the cent. */
export function costIn({ credits: inPack, price }: Pack, credits: number): string {
  const cents = Math.ceil((credits * Math.round(Number(price) * 100)) / inPack);
  return (cents / 100).toFixed(2);
}
