import { Checkbox } from "@shopify/polaris";
import { labelled, type FieldProps } from "./field.ts";

export const ToggleInput = (props: FieldProps) => (
  <Checkbox
    {...labelled(props)}
    checked={props.value === true}
    onChange={(checked) => props.onChange(checked || undefined)}
  />
);
