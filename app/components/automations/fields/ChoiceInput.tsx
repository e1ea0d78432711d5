import { Select } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { labelled, type FieldProps } from "./field.ts";

export function ChoiceInput(props: FieldProps) {
  const { field, value, onChange } = props;
  const options = (field.options ?? []).filter((option) => option.offered !== false || option.value === value);
  const known = options.some((option) => option.value === value);
  const shown = known ? String(value) : "";
  return (
    <Select
      {...labelled(props)}
      value={shown}
      options={
        known
          ? options
          : [
              { value: "", label: field.optional ? (options[0]?.label ?? "") : text.editor.fields.choose },
              ...options.slice(field.optional ? 1 : 0),
            ]
      }
      onChange={(chosen) => onChange(chosen === "" ? undefined : chosen)}
    />
  );
}
