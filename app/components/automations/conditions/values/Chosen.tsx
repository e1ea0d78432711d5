import { InlineStack, Tag } from "@shopify/polaris";
import { text } from "#text/en.ts";

interface ChosenProps {
  values: readonly string[];
  /** How each is called. */
  say?: (value: string) => string;
  onDrop: (value: string) => void;
}

/** Values that have been chosen, each with the way to drop it. */
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

/** What of a value, sound or not, is a list of texts. */
export const asTexts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
