import { TextField } from "@shopify/polaris";
import { labelled, written, type FieldProps } from "./field.ts";

/** A line of text. */
export const TextInput = (props: FieldProps) => (
  <TextField {...labelled(props)} value={typeof props.value === "string" ? props.value : ""} onChange={(typed) => props.onChange(written(props.field, typed))} autoComplete="off" />
);
