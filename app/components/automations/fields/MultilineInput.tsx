import { TextField } from "@shopify/polaris";
import { labelled, written, type FieldProps } from "./field.ts";

export const MultilineInput = (props: FieldProps) => (
  <TextField
    {...labelled(props)}
    multiline={3}
    value={typeof props.value === "string" ? props.value : ""}
    onChange={(typed) => props.onChange(written(props.field, typed))}
    autoComplete="off"
  />
);
