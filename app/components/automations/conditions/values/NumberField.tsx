import { TextField, type TextFieldProps } from "@shopify/polaris";
import { useState } from "react";

/** Parses the number; invalid text passes on unchanged, so that validation reports it. */
const read = (typed: string): unknown => {
  const plain = typed.trim().replace(",", ".");
  if (plain === "") return undefined;
  return Number.isFinite(Number(plain)) ? Number(plain) : typed;
};

interface NumberFieldProps extends Pick<TextFieldProps, "label" | "labelHidden" | "suffix" | "error"> {
  value: unknown;
  onChange: (value: unknown) => void;
}

/** A number field that keeps incomplete input while the person types. */
export function NumberField({ value, onChange, ...rest }: NumberFieldProps) {
  const [typed, setTyped] = useState("");
  const shown =
    read(typed) === value ? typed : typeof value === "number" || typeof value === "string" ? String(value) : "";
  return (
    <TextField
      {...rest}
      inputMode="decimal"
      autoComplete="off"
      value={shown}
      onChange={(next) => {
        setTyped(next);
        onChange(read(next));
      }}
    />
  );
}
