/** One evaluated question as plain data, small enough for a log row. */
export interface Trace {
  /** The path in the condition, such as "all.0.not"; "" for a single question. */
  path: string;
  field: string;
  op: string;
  /** The operand, shortened; null for operators without one. */
  wanted: unknown;
  /** The field's value, shortened; null when missing. */
  saw: unknown;
  match: boolean;
  /** A detail that the values do not show, such as "the order is in EUR". */
  note?: string;
}

export interface Evaluation {
  match: boolean;
  /** Every question of the condition in order, including those that did not change the result. */
  trace: Trace[];
}

const MAX_CHARACTERS = 200;
const MAX_ITEMS = 20;
const MAX_DEPTH = 8;

/** Shortens long texts and lists for the log and marks the cut. */
export function shorten(value: unknown, depth = MAX_DEPTH): unknown {
  if (value === undefined || value === null || typeof value === "boolean") return value ?? null;
  // JSON has no negative zero.
  if (typeof value === "number" && Number.isFinite(value)) return value === 0 ? 0 : value;
  if (typeof value === "string") return value.length > MAX_CHARACTERS ? `${value.slice(0, MAX_CHARACTERS)}…` : value;
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  if (typeof value !== "object") return typeof value;
  if (depth === 0) return "…";
  if (Array.isArray(value)) {
    const items = value.slice(0, MAX_ITEMS).map((item) => shorten(item, depth - 1));
    return value.length > MAX_ITEMS ? [...items, `… ${value.length - MAX_ITEMS} more`] : items;
  }
  const entries = Object.entries(value);
  const shown = entries
    .slice(0, MAX_ITEMS)
    .map(([key, item]): [string, unknown] => [key.slice(0, MAX_CHARACTERS), shorten(item, depth - 1)]);
  return Object.fromEntries(
    entries.length > MAX_ITEMS ? [...shown, ["…", `${entries.length - MAX_ITEMS} more`]] : shown,
  );
}
