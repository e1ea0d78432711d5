import { InlineStack, Tag } from "@shopify/polaris";
import { text } from "#text/en.ts";

interface ChosenProps {
  values: readonly string[];
  /** Formats a value. */
  say?: (value: string) => string;
  onDrop: (value: string) => void;
}

/** The chosen values as removable tags. */
export function Chosen({ values, say = String, onDrop }: ChosenProps) {
  if (values.length === 0) return null;
  return (
    <InlineStack gap="200" align="start">
      {values.map((value) => (
        <Tag key={value} accessibilityLabel={text.conditions.value.drop(say(value))} onRemove={() => onDrop(value)}>
          {say(value)}
        </Tag>
      ))}
    </InlineStack>
  );
}

/** The value if it is a list of strings, else an empty list. */
export const asTexts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
