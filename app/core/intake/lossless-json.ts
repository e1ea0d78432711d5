type Reviver = (this: unknown, key: string, value: unknown, context: { source: string }) => unknown;
const parse = JSON.parse as (text: string, reviver?: Reviver) => unknown;

/** A whole number of sixteen digits or more: past 2^53, JSON.parse would round it. */
const LONG_NUMBER = /[:[,]\s*-?\d{16,}/;

/**
 * Parses JSON, keeping whole numbers that a double cannot hold as text: Shopify's ids exceed 2^53.
 * @throws SyntaxError
 */
export function parseLossless(json: string): unknown {
  if (!LONG_NUMBER.test(json)) return parse(json);
  return parse(json, (_key, value, { source }) =>
    typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value) ? source : value,
  );
}
