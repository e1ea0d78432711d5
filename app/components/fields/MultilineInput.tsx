import { TextField } from "@shopify/polaris";
import { labelled, type FieldProps } from "./field.ts";

/** Several lines of text. */
export const MultilineInput = (props: FieldProps) => (
  <TextField {...labelled(props)} multiline={3} value={typeof props.value === "string" ? props.value : ""} onChange={(typed) => props.onChange(typed === "" ? undefined : typed)} autoComplete="off" />
);
