import { Select } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { labelled, written, type FieldProps } from "./field.ts";

const words = text.editor.fields;

/** Chooses another automation of the shop. */
export function AutomationInput(props: FieldProps) {
  const { field, around, onChange } = props;
  const value = typeof props.value === "string" ? props.value : "";
  const lost = value !== "" && !around.automations.some(({ id }) => id === value);
  return (
    <Select
      {...labelled(props)}
      helpText={around.automations.length === 0 ? words.noAutomations : field.help}
      value={value}
      options={[
        { value: "", label: words.choose },
        ...around.automations.map(({ id, name }) => ({ value: id, label: name })),
        ...(lost ? [{ value, label: words.gone }] : []),
      ]}
      onChange={(chosen) => onChange(written(field, chosen))}
    />
  );
}
