import { Select, TextField } from "@shopify/polaris";
import { currencies } from "#core/intake/code-lists/known.ts";
import { ownValue } from "#core/plain-data.ts";
import { textValueOf, problemAt, type ValueProps } from "./value.ts";

interface MoneyFieldProps extends ValueProps {
  part: "amount" | "from" | "to";
  label: string;
}

/** An amount. Typing corrects a decimal comma. */
export const MoneyField = ({ value, problems, onChange, part, label }: MoneyFieldProps) => (
  <TextField
    label={label}
    value={textValueOf(ownValue(value, part))}
    inputMode="decimal"
    autoComplete="off"
    error={problemAt(problems, part)}
    onChange={(typed) => onChange({ ...Object(value), [part]: typed.trim().replace(",", ".") })}
  />
);

const options = currencies.options.map(({ value, label }) => ({ value, label: `${value} (${label})` }));

/** The currency of an amount. */
export function CurrencyField({ value, problems, onChange, label }: Omit<MoneyFieldProps, "part">) {
  const chosen = textValueOf(ownValue(value, "currency"));
  return (
    <Select
      label={label}
      value={chosen}
      options={
        options.some((option) => option.value === chosen) ? options : [{ value: chosen, label: chosen }, ...options]
      }
      error={problemAt(problems, "currency")}
      onChange={(currency) => onChange({ ...Object(value), currency })}
    />
  );
}
