import { BlockStack, TextField } from "@shopify/polaris";
import { VariablePicker } from "#components/sending/VariablePicker.tsx";
import { labelled, written, type FieldProps } from "./field.ts";

/** A line of text with variables. */
export function LineWithDetails(props: FieldProps) {
  const value = typeof props.value === "string" ? props.value : "";
  const write = (typed: string) => props.onChange(written(props.field, typed));
  return (
    <BlockStack gap="100">
      <TextField {...labelled(props)} multiline={1} value={value} onChange={write} autoComplete="off" />
      <div>
        <VariablePicker
          offered={props.around.offered}
          onPick={(words) => write(value === "" || value.endsWith(" ") ? `${value}${words}` : `${value} ${words}`)}
        />
      </div>
    </BlockStack>
  );
}
