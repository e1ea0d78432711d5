/** Limits the digits: a longer amount is invalid. */
const DECIMAL = /^(-?\d{1,20})(?:\.(\d{1,10}))?$/;
const PLACES = 10;

export const isDecimal = (text: string): boolean => DECIMAL.test(text);

/**
 * Compares decimal texts such as "86.00" exactly, without floating-point errors.
 * @returns negative, zero or positive; null when either text is no decimal
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
