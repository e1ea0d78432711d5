import type { OfferedField } from "#core/automations/fields.ts";
import { isRecord } from "#core/plain-data.ts";
import { showPhone } from "#core/customers/phone-number.ts";
import { Temporal } from "#core/time/time.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";

export type FormatInstant = (at: Temporal.Instant) => ShownMoment;

const words = text.entry;

/**
 * A value that a check or a condition saw, in words.
 * @param field what it was a value of, where that is known
 */
export function formatCheckValue(value: unknown, tell: FormatInstant, field?: OfferedField): string {
  if (value === null || value === undefined) return words.none;
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "number") return String(value);
  if (Array.isArray(value))
    return value.length === 0
      ? words.none
      : value.map((item) => formatCheckValue(item, tell, field)).join(field?.type === "lines" ? "; " : ", ");
  if (isRecord(value)) return sayRecord(value, tell, field);
  return typeof value === "string" ? sayText(value, tell, field) : typeof value;
}

function sayText(value: string, tell: FormatInstant, field: OfferedField | undefined): string {
  const chosen = field?.options?.find((option) => option.value === value)?.label;
  if (chosen) return chosen;
  const instant = instantIn(value);
  if (instant) return tell(instant).shown;
  if (/^\+\d{6,15}$/.test(value)) return showPhone(value);
  return /^[a-z]+(_[a-z]+)+$/.test(value) ? value.replaceAll("_", " ") : value;
}

/** An amount of money, or a line of an order with what was asked of it. */
function sayRecord(value: Record<string, unknown>, tell: FormatInstant, field: OfferedField | undefined): string {
  if (typeof value.amount === "string") return [value.amount, value.currency].filter(Boolean).join(" ");
  const { fits, ...rest } = value;
  const parts = Object.entries(rest).map(([name, part]) => {
    const of = field?.of?.find(({ path }) => path === name);
    return `${of?.label ?? name}: ${formatCheckValue(part, tell, of)}`;
  });
  return typeof fits === "boolean" ? words.line(parts.join(", "), fits) : parts.join(", ");
}

export function instantIn(value: string | null | undefined): Temporal.Instant | null {
  if (!value || !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return null;
  try {
    return Temporal.Instant.from(value);
  } catch {
    return null;
  }
}
