import type { Pack } from "./packs.ts";

/**
 * What so many credits cost when they are bought in packs of one kind, in the currency's main unit, rounded up to the
 * cent.
 */
export function costIn({ credits: inPack, price }: Pack, credits: number): string {
  const cents = Math.ceil((credits * Math.round(Number(price) * 100)) / inPack);
  return (cents / 100).toFixed(2);
}
