import type { FieldType, OfferedField } from "#core/automations/fields.ts";

/** What a text does with a value of each type; absent where a text has no use for it. */
const filters: Partial<Record<FieldType, string>> = {
  text: "",
  url: "",
  number: "",
  money: "",
  phone: "",
  list: "",
  date: ' | date: "%B %-d"',
};

/** Words to stand in where nothing is known, that most would choose. */
const usual: Readonly<Record<string, string>> = { "customer.first_name": "there" };

/** The fields that a text may name. */
export const isInsertable = (offered: readonly OfferedField[]): OfferedField[] =>
  offered.filter(({ type }) => filters[type] !== undefined);

export const usualFallback = ({ path }: OfferedField): string => usual[path] ?? "";

/** A word between quotation marks, whichever it has none of itself. */
const quoted = (word: string): string => (word.includes('"') ? `'${word.replaceAll("'", "’")}'` : `"${word}"`);

/**
 * What names a field in a text; an amount with its currency.
 * @param fallback what stands there where nothing is known; "" for nothing
 */
export function snippetOf({ path, type, currency }: OfferedField, fallback: string): string {
  const word = fallback.trim();
  const unit = currency ? ` {{ ${currency} }}` : "";
  return `{{ ${path}${filters[type] ?? ""}${word === "" ? "" : ` | default: ${quoted(word)}`} }}${unit}`;
}
