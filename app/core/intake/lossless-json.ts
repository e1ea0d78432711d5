type Reviver = (this: unknown, key: string, value: unknown, context: { source: string }) => unknown;
const parse = JSON.parse as (text: string, reviver?: Reviver) => unknown;

/** An integer of 16 digits or more: JSON.parse would round it past 2^53. */
const LONG_NUMBER = /[:[,]\s*-?\d{16,}/;

/**
 * Parses JSON and keeps integers that a double cannot hold as strings: Shopify's ids exceed 2^53.
 * @throws SyntaxError
 */
export function parseLossless(json: string): unknown {
  if (!LONG_NUMBER.test(json)) return parse(json);
  return parse(json, (_key, value, { source }) =>
    typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value) ? source : value,
  );
}
