import { TextField } from "@shopify/polaris";
import { ownValue } from "#core/plain-data.ts";
import { textValueOf, problemAt, type ValueProps } from "./value.ts";

interface MoneyFieldProps extends ValueProps {
  part: "amount" | "from" | "to" | "currency";
  label: string;
}

/** The amount or the currency. Typing corrects a decimal comma and a lower-case currency. */
export function MoneyField({ value, problems, onChange, part, label }: MoneyFieldProps) {
  const isCurrency = part === "currency";
  return (
    <TextField
      label={label}
      value={textValueOf(ownValue(value, part))}
      inputMode={isCurrency ? "text" : "decimal"}
      maxLength={isCurrency ? 3 : undefined}
      autoComplete="off"
      error={problemAt(problems, part)}
      onChange={(typed) =>
        onChange({ ...Object(value), [part]: isCurrency ? typed.trim().toUpperCase() : typed.trim().replace(",", ".") })
      }
    />
  );
}
