import { BlockStack, Card, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";

const words = text.library;

interface StoryFactsProps {
  kind: keyof typeof words.kind;
  most: { texts: number; credits: number; country: string };
  again: string;
}

/** Message type, cost and re-entry of a template. */
export function StoryFacts({ kind, most: { texts, credits, country }, again }: StoryFactsProps) {
  return (
    <Card>
      <BlockStack gap="400">
        <StoryFact title={words.consent} fact={words.kind[kind].name}>
          {words.kind[kind].about}
        </StoryFact>
        <StoryFact title={words.cost} fact={words.costMost(texts, credits)}>
          {words.costWhere(country)}
        </StoryFact>
        <StoryFact title={words.entering}>{again}</StoryFact>
      </BlockStack>
    </Card>
  );
}

function StoryFact({ title, fact, children }: { title: string; fact?: string; children: string }) {
  return (
    <BlockStack gap="100">
      <Text as="h2" variant="headingSm">
        {title}
      </Text>
      {fact && <Text as="p">{fact}</Text>}
      <Text as="p" tone={fact ? "subdued" : undefined}>
        {children}
      </Text>
    </BlockStack>
  );
}
