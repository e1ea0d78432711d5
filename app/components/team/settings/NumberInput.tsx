import { TextField } from "@shopify/polaris";

interface NumberInputProps {
  label: string;
  value: unknown;
  onChange: (value: number | string) => void;
  help?: string;
  suffix?: string;
  error?: string | undefined;
  disabled?: boolean;
  labelHidden?: boolean;
}

/** A whole number field. Invalid text stays as typed, for validation to report. */
export function NumberInput({ label, value, onChange, help, suffix, error, disabled, labelHidden }: NumberInputProps) {
  return (
    <TextField
      label={label}
      labelHidden={labelHidden}
      type="text"
      inputMode="numeric"
      autoComplete="off"
      value={typeof value === "number" || typeof value === "string" ? String(value) : ""}
      onChange={(typed) => onChange(/^\d{1,9}$/.test(typed.trim()) ? Number(typed) : typed)}
      helpText={help}
      suffix={suffix}
      error={error}
      disabled={disabled}
    />
  );
}
