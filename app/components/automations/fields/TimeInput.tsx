import { TextField } from "@shopify/polaris";
import { labelled, type FieldProps } from "./field.ts";

export const TimeInput = (props: FieldProps) => (
  <TextField
    {...labelled(props)}
    type="time"
    value={typeof props.value === "string" ? props.value : ""}
    onChange={(typed) => props.onChange(typed === "" ? undefined : typed)}
    autoComplete="off"
  />
);
