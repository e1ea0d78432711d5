import { Select, TextField, BlockStack } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { labelled, type FieldProps } from "./field.ts";

const words = text.editor.fields;
const OWN = "customer.fields.";

/** Chooses an offered field, such as a date of the customer, or a custom field. */
export function OfferedInput(props: FieldProps) {
  const { field, around, onChange } = props;
  const value = typeof props.value === "string" ? props.value : "";
  const offered = around.offered.filter(({ type }) => !field.types || field.types.includes(type));
  const isOwn = value !== "" && !offered.some(({ path }) => path === value);
  return (
    <BlockStack gap="200">
      <Select
        {...labelled(props)}
        error={isOwn ? undefined : labelled(props).error}
        value={isOwn ? OWN : value}
        options={[
          ...(field.optional || value === "" ? [{ value: "", label: words.choose }] : []),
          ...offered.map(({ path, label }) => ({ value: path, label })),
          { value: OWN, label: words.ownField },
        ]}
        onChange={(chosen) => onChange(chosen === "" ? undefined : chosen)}
      />
      {isOwn && (
        <TextField
          label={words.ownFieldName}
          helpText={words.ownFieldHelp}
          value={value}
          error={labelled(props).error}
          onChange={(typed) => onChange(typed === "" ? undefined : typed)}
          autoComplete="off"
        />
      )}
    </BlockStack>
  );
}
