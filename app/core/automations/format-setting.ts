import type { FormField, OfferedField } from "./fields.ts";
import { isMissing, isRecord } from "../plain-data.ts";
import { duration, formatDuration } from "../time/duration.ts";

/** What a setting's value is to a reader, by its form's field; null where there is none. */
export function formatSetting(
  { kind, options }: FormField,
  value: unknown,
  offered: readonly OfferedField[] = [],
): string | null {
  if (isMissing(value) || (Array.isArray(value) && value.length === 0)) return null;
  const stretch = duration.safeParse(value);
  if (stretch.success) return formatDuration(stretch.data);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (kind === "field") return offered.find(({ path }) => path === value)?.label ?? String(value);
  if (isRecord(value))
    return Object.entries(value)
      .map(([name, part]) => `${name}: ${String(part)}`)
      .join(", ");
  const told = (Array.isArray(value) ? value : [value]).filter(
    (one) => typeof one === "string" || typeof one === "number",
  );
  return told.map((one) => options?.find((option) => option.value === one)?.label ?? String(one)).join(", ") || null;
}
