/** One question as it was asked and answered: plain data, small enough for a log row. */
export interface Trace {
  /** Where in the condition, such as "all.0.not"; "" where the condition is one question. */
  path: string;
  field: string;
  op: string;
  /** The value it was compared with, shortened; null where the operator needs none. */
  wanted: unknown;
  /** The value it saw, shortened; null where there was none. */
  saw: unknown;
  match: boolean;
  /** What the values alone do not tell, such as "the order is in EUR". */
  note?: string;
}

export interface Evaluation {
  match: boolean;
  /** Every question of the condition, in its order, whether or not the answer hung on it. */
  trace: Trace[];
}

const MOST_CHARACTERS = 200;
const MOST_ITEMS = 20;
const DEEPEST = 8;

/** A value as a reader of the log needs it: long texts and lists are cut, and say so. */
export function shorten(value: unknown, depth = DEEPEST): unknown {
  if (value === undefined || value === null || typeof value === "boolean") return value ?? null;
  // JSON knows but one zero.
  if (typeof value === "number" && Number.isFinite(value)) return value === 0 ? 0 : value;
  if (typeof value === "string") return value.length > MOST_CHARACTERS ? `${value.slice(0, MOST_CHARACTERS)}…` : value;
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  if (typeof value !== "object") return typeof value;
  if (depth === 0) return "…";
  if (Array.isArray(value)) {
    const items = value.slice(0, MOST_ITEMS).map((item) => shorten(item, depth - 1));
    return value.length > MOST_ITEMS ? [...items, `… ${value.length - MOST_ITEMS} more`] : items;
  }
  const entries = Object.entries(value);
  const shown = entries
    .slice(0, MOST_ITEMS)
    .map(([key, item]): [string, unknown] => [key.slice(0, MOST_CHARACTERS), shorten(item, depth - 1)]);
  return Object.fromEntries(
    entries.length > MOST_ITEMS ? [...shown, ["…", `${entries.length - MOST_ITEMS} more`]] : shown,
  );
}
