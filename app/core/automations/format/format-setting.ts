import type { FormField, OfferedField } from "../fields.ts";
import { isMissing, isRecord, ownValue } from "../../plain-data.ts";
import { duration, formatDuration } from "../../time/duration.ts";

/** Formats a setting by its form field; null when empty. */
export function formatSetting(
  { kind, options }: FormField,
  value: unknown,
  offered: readonly OfferedField[] = [],
): string | null {
  if (isMissing(value) || (Array.isArray(value) && value.length === 0)) return null;
  const parsedDuration = duration.safeParse(value);
  if (parsedDuration.success) return formatDuration(parsedDuration.data);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (kind === "field") return offered.find(({ path }) => path === value)?.label ?? String(value);
  if (kind === "catalog" && Array.isArray(value)) return value.map((one: unknown) => ownValue(one, "title")).join(", ");
  if (isRecord(value))
    return Object.entries(value)
      .map(([name, part]) => `${name}: ${String(part)}`)
      .join(", ");
  const texts = (Array.isArray(value) ? value : [value]).filter(
    (one) => typeof one === "string" || typeof one === "number",
  );
  return texts.map((one) => options?.find((option) => option.value === one)?.label ?? String(one)).join(", ") || null;
}
