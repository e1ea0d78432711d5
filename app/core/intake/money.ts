const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** A decimal amount, sent as number or text; null for anything else. */
export const readAmount = (value: unknown): string | null => {
  const text = typeof value === "number" || typeof value === "string" ? String(value).trim() : "";
  return DECIMAL.test(text) ? text : null;
};

const placesOf = (amount: string): number => DECIMAL.exec(amount)?.[3]?.length ?? 0;

/** Converts decimal text to an integer of the unit with `places` decimals: ("86.5", 2) is 8650n. */
export function inUnits(amount: string, places: number): bigint {
  const [, sign = "", whole = "0", fraction = ""] = DECIMAL.exec(amount) ?? [];
  const units = BigInt(`${whole}${fraction.padEnd(places, "0").slice(0, places)}`);
  return sign ? -units : units;
}

/** Adds decimal texts exactly, with the decimals of the most precise one. */
export function addMoney(amounts: readonly string[]): string {
  const places = Math.max(0, ...amounts.map(placesOf));
  const sum = amounts.reduce((total, amount) => total + inUnits(amount, places), 0n);
  const digits = String(sum < 0n ? -sum : sum).padStart(places + 1, "0");
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return sum < 0n ? `-${text}` : text;
}
