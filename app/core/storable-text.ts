/** Removes NUL and replaces lone surrogates, neither of which Postgres can hold. */
export const storableText = (text: string): string =>
  (text.includes("\0") ? text.replaceAll("\0", "") : text).toWellFormed();

/** NUL or a surrogate, as a character or as a JSON escape. A pair of surrogates matches too, and is kept. */
const UNSTORABLE = /\0|[\ud800-\udfff]|\\u(?:0000|d[89a-f])/i;

/** Whether a JSON text may hold a string that Postgres cannot. */
export const mayBeUnstorable = (json: string): boolean => UNSTORABLE.test(json);

/** A JSON value whose strings and keys Postgres can hold. Every door passes what it parsed through this, once. */
export function storable(value: unknown): unknown {
  if (typeof value === "string") return storableText(value);
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [storableText(key), storable(item)]));
}
