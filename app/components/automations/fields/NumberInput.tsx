import { TextField } from "@shopify/polaris";
import { labelled, type FieldProps } from "./field.ts";

export const NumberInput = (props: FieldProps) => (
  <TextField
    {...labelled(props)}
    type="number"
    value={typeof props.value === "number" ? String(props.value) : ""}
    onChange={(typed) => props.onChange(typed === "" || Number.isNaN(Number(typed)) ? undefined : Number(typed))}
    autoComplete="off"
  />
);
