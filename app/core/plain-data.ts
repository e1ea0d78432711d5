export type PlainRecord = Record<string, unknown>;

export const isRecord = (value: unknown): value is PlainRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value that a record holds by itself; what every object is born with is nobody's data. */
export const ownValue = (record: unknown, key: string): unknown =>
  isRecord(record) && Object.hasOwn(record, key) ? record[key] : undefined;

/** @param path names joined by dots, such as "order.total" */
export const valueAt = (values: unknown, path: string): unknown => path.split(".").reduce<unknown>(ownValue, values);

/** Nothing there: absent, null, or a text of blanks. An empty list is there: it has no items. */
export const isMissing = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === "string" && value.trim() === "");
