import type { FieldType, OfferedField } from "#core/automations/fields.ts";

/** The Liquid filter for each field type; absent for types that a text cannot show. */
const filters: Partial<Record<FieldType, string>> = {
  text: "",
  url: "",
  number: "",
  money: "",
  phone: "",
  list: "",
  date: ' | date: "%B %-d"',
  lines: ' | map: "title" | join: ", "',
};

/** Common fallback words for missing values. */
const fallbacks: Readonly<Record<string, string>> = { "customer.first_name": "there" };

/** What a text shows of a list of line items. */
const LINES_LABEL = "All product names";

/** The fields that a text can show, labelled by what it shows of them. */
export const insertableFields = (offered: readonly OfferedField[]): OfferedField[] =>
  offered
    .filter(({ type }) => filters[type] !== undefined)
    .map((field) => (field.type === "lines" ? { ...field, label: LINES_LABEL } : field));

export const defaultFallback = ({ path }: OfferedField): string => fallbacks[path] ?? "";

/** Quotes a word with the quotation mark that it does not contain. */
const quoted = (word: string): string => (word.includes('"') ? `'${word.replaceAll("'", "’")}'` : `"${word}"`);

/**
 * The Liquid snippet for a field; an amount includes its currency.
 * @param fallback shown for a missing value; "" for none
 */
export function snippetOf({ path, type, currency }: OfferedField, fallback: string): string {
  const word = fallback.trim();
  const unit = currency ? ` {{ ${currency} }}` : "";
  return `{{ ${path}${filters[type] ?? ""}${word === "" ? "" : ` | default: ${quoted(word)}`} }}${unit}`;
}
