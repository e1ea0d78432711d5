import type { OfferedField } from "#core/automations/fields.ts";
import { defineFamily, operatorOn, type Operator } from "./define.ts";
import { presence } from "./presence.ts";
import { isValue } from "../known-values.ts";
import { fold, quote, formatList, text as wanted, texts } from "./texts.ts";

const operator = operatorOn<string>();

/** Compares two texts, ignoring case. */
const textOperator = (
  key: string,
  label: string,
  holds: (saw: string, value: string, field: OfferedField) => boolean,
  flags?: Pick<Operator, "matchesMissing" | "looksInside">,
) =>
  operator({
    key,
    label,
    value: wanted,
    form: "text",
    ...flags,
    test: (saw, value, { field }) => ({ match: holds(fold(saw), fold(value), field) }),
    formatValue: quote,
  });

export const text = defineFamily<string>({
  types: ["text", "url"],
  is: "a text",
  read: (raw) => (typeof raw === "string" ? raw : undefined),
  operators: [
    textOperator("equals", "is", isValue),
    textOperator("not_equals", "is not", (saw, value, field) => !isValue(saw, value, field), { matchesMissing: true }),
    textOperator("contains", "contains", (saw, value) => saw.includes(value), { looksInside: true }),
    textOperator("not_contains", "does not contain", (saw, value) => !saw.includes(value), {
      matchesMissing: true,
      looksInside: true,
    }),
    textOperator("starts_with", "starts with", (saw, value) => saw.startsWith(value), { looksInside: true }),
    textOperator("ends_with", "ends with", (saw, value) => saw.endsWith(value), { looksInside: true }),
    operator({
      key: "one_of",
      label: "is one of",
      value: texts,
      form: "list",
      test: (saw, values, { field }) => ({ match: values.some((value) => isValue(saw, value, field)) }),
      formatValue: formatList,
    }),
    ...presence<string>(),
  ],
});
