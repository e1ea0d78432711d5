import { BlockStack, Button, InlineStack, TextField } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { labelled, written, type FieldProps } from "./field.ts";

/** A line of text with suggestions. */
export function TextInput(props: FieldProps) {
  const { field, value, around, onChange } = props;
  const unit = field.unit === "currency" ? around.currency : field.unit && "%";
  const typed = typeof value === "string" ? value : "";
  return (
    <BlockStack gap="200">
      <TextField
        {...labelled(props)}
        value={typed}
        suffix={unit}
        onChange={(given) => onChange(written(field, given))}
        autoComplete="off"
      />
      {field.options && (
        <InlineStack gap="200">
          {field.options
            .filter((option) => option.value !== typed)
            .map((option) => (
              <Button
                key={option.value}
                size="micro"
                accessibilityLabel={text.editor.fields.takeNamed(option.label)}
                onClick={() => onChange(option.value)}
              >
                {option.label}
              </Button>
            ))}
        </InlineStack>
      )}
    </BlockStack>
  );
}
