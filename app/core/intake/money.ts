import { z } from "zod";

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** An amount as decimal text, however it is written; null for what is no amount. */
export const money = z
  .union([z.number(), z.string()])
  .nullish()
  .transform((value) => {
    const text = String(value ?? "").trim();
    return DECIMAL.test(text) ? text : null;
  });

const placesOf = (amount: string): number => DECIMAL.exec(amount)?.[3]?.length ?? 0;

/** Decimal text as a whole number of the unit that has so many places, exactly: ("86.5", 2) is 8650. */
export function inUnits(amount: string, places: number): bigint {
  const [, sign = "", whole = "0", fraction = ""] = DECIMAL.exec(amount) ?? [];
  const units = BigInt(`${whole}${fraction.padEnd(places, "0").slice(0, places)}`);
  return sign ? -units : units;
}

/** The sum of decimal texts, exactly, with as many places as the finest of them. */
export function addMoney(amounts: readonly string[]): string {
  const places = Math.max(0, ...amounts.map(placesOf));
  const sum = amounts.reduce((total, amount) => total + inUnits(amount, places), 0n);
  const digits = String(sum < 0n ? -sum : sum).padStart(places + 1, "0");
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return sum < 0n ? `-${text}` : text;
}
