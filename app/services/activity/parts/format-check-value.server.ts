import type { OfferedField } from "#core/automations/fields.ts";
import { optionWith } from "#core/conditions/known-values.ts";
import { isRecord } from "#core/plain-data.ts";
import { showPhone } from "#core/customers/phone-number.ts";
import { Temporal } from "#core/time/time.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";

export type FormatInstant = (at: Temporal.Instant) => ShownMoment;

const words = text.entry;

/**
 * Formats an input of a check or condition.
 * @param field the field of the value, if known
 */
export function formatCheckValue(value: unknown, formatInstant: FormatInstant, field?: OfferedField): string {
  if (value === null || value === undefined) return words.none;
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "number") return String(value);
  if (Array.isArray(value))
    return value.length === 0
      ? words.none
      : value.map((item) => formatCheckValue(item, formatInstant, field)).join(field?.type === "lines" ? "; " : ", ");
  if (isRecord(value)) return formatRecord(value, formatInstant, field);
  return typeof value === "string" ? formatText(value, formatInstant, field) : typeof value;
}

function formatText(value: string, formatInstant: FormatInstant, field: OfferedField | undefined): string {
  const chosen = field && optionWith(field, value)?.label;
  if (chosen) return chosen;
  const instant = instantIn(value);
  if (instant) return formatInstant(instant).shown;
  if (/^\+\d{6,15}$/.test(value)) return showPhone(value);
  return /^[a-z]+(_[a-z]+)+$/.test(value) ? value.replaceAll("_", " ") : value;
}

/** Formats an amount of money, or an order line with whether it matched. */
function formatRecord(
  value: Record<string, unknown>,
  formatInstant: FormatInstant,
  field: OfferedField | undefined,
): string {
  if (typeof value.amount === "string") return [value.amount, value.currency].filter(Boolean).join(" ");
  const { fits, ...rest } = value;
  const parts = Object.entries(rest).map(([name, part]) => {
    const itemField = field?.of?.find(({ path }) => path === name);
    return `${itemField?.label ?? name}: ${formatCheckValue(part, formatInstant, itemField)}`;
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
