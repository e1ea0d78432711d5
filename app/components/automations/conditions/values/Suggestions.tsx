import { Button, InlineStack } from "@shopify/polaris";
import { text } from "#text/en.ts";

const SHOWN = 5;

interface SuggestionsProps {
  /** The shop's own values, the most frequent first. */
  all: readonly string[];
  chosen: readonly string[];
  typed: string;
  onPick: (value: string) => void;
}

/** The shop's own values that fit the typed text, as buttons. */
export function Suggestions({ all, chosen, typed, onPick }: SuggestionsProps) {
  const sought = typed.trim().toLowerCase();
  const shown = all.filter((one) => !chosen.includes(one) && one.toLowerCase().includes(sought)).slice(0, SHOWN);
  if (shown.length === 0) return null;
  return (
    <InlineStack gap="200" align="start">
      {shown.map((one) => (
        <Button
          key={one}
          size="micro"
          accessibilityLabel={text.editor.fields.addNamed(one)}
          onClick={() => onPick(one)}
        >
          {one}
        </Button>
      ))}
    </InlineStack>
  );
}
