/** Marks the file as UTF-8 for spreadsheets. */
export const BYTE_ORDER_MARK = "\uFEFF";

/**
 * First characters that make a spreadsheet evaluate a cell as a formula: the signs, their full-width and small forms, which
 * some spreadsheets take for the same, and invisible characters that may stand before a sign.
 */
const FORMULA_START =
  /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B\u2212\t\r\n\p{Cc}\p{Cf}\u3164\u2800]/u;
/** An E.164 number is no formula: it computes nothing. Other programs would show its apostrophe. */
const PHONE = /^\+[1-9]\d{6,14}$/;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/**
 * One RFC 4180 record. Text that looks like a formula gets a leading apostrophe, because customer names must not run
 * code on a merchant's computer. Numbers, and phone numbers in E.164 form, stay as they are.
 */
export const csvLine = (cells: readonly (string | number | null)[]): string => `${cells.map(csvCell).join(",")}\r\n`;

function csvCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = FORMULA_START.test(value) && !PHONE.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
