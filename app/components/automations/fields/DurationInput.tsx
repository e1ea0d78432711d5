import { InlineGrid, Select, TextField } from "@shopify/polaris";
import { isRecord, ownValue } from "#core/plain-data.ts";
import { text } from "#text/en.ts";
import { labelled, type FieldProps } from "./field.ts";

const words = text.editor.fields;
const units = Object.entries(words.units).map(([value, label]) => ({ value, label }));

/** A number of minutes, hours or days. */
export function DurationInput(props: FieldProps) {
  const { field, value, onChange } = props;
  const amount = ownValue(value, "amount");
  const unit = ownValue(value, "unit");
  const shownUnit = typeof unit === "string" ? unit : "days";
  const write = (part: Record<string, unknown>) => {
    const written = { unit: shownUnit, ...(isRecord(value) && value), ...part };
    onChange(field.optional && ownValue(written, "amount") === undefined ? undefined : written);
  };
  return (
    <InlineGrid columns="minmax(0, 1fr) minmax(0, 1fr)" gap="200" alignItems="start">
      <TextField
        {...labelled(props)}
        type="number"
        min={0}
        value={typeof amount === "number" ? String(amount) : ""}
        onChange={(typed) => write({ amount: typed === "" ? undefined : Number(typed) })}
        autoComplete="off"
      />
      <Select label={words.unit} value={shownUnit} options={units} onChange={(chosen) => write({ unit: chosen })} />
    </InlineGrid>
  );
}
