export type PlainRecord = Record<string, unknown>;

export const isRecord = (value: unknown): value is PlainRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An own property of a record; ignores inherited ones such as "constructor". */
export const ownValue = (record: unknown, key: string): unknown =>
  isRecord(record) && Object.hasOwn(record, key) ? record[key] : undefined;

/** @param path names joined by dots, such as "order.total" */
export const valueAt = (values: unknown, path: string): unknown => path.split(".").reduce<unknown>(ownValue, values);

/** Whether a value is absent, null or blank text. An empty list is not missing. */
export const isMissing = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === "string" && value.trim() === "");
