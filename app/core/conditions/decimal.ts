/** Digits enough for any price; an amount longer than this is no amount. */
const DECIMAL = /^(-?\d{1,20})(?:\.(\d{1,10}))?$/;
const PLACES = 10;

export const isDecimal = (text: string): boolean => DECIMAL.test(text);

/**
 * Compares decimal texts such as "86.00" digit by digit: as floats, ten times 0.1 is not 1.
 * @returns below zero, zero or above; null where one of them is no decimal
 */
export function compareDecimals(a: string, b: string): number | null {
  const [left, right] = [unitsOf(a), unitsOf(b)];
  if (left === null || right === null) return null;
  return left < right ? -1 : Number(left > right);
}

function unitsOf(text: string): bigint | null {
  const [, whole, fraction = ""] = DECIMAL.exec(text) ?? [];
  return whole === undefined ? null : BigInt(whole + fraction.padEnd(PLACES, "0"));
}
