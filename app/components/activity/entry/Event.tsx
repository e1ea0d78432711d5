import { BlockStack, Text } from "@shopify/polaris";

/** What the store told us, in words and by Shopify's own name for it. */
export function Event({ trigger, topic }: { trigger: string | null; topic: string }) {
  return (
    <BlockStack inlineAlign="end">
      {trigger && <Text as="span">{trigger}</Text>}
      <Text as="span" variant="bodySm" tone="subdued" breakWord>
        {topic}
      </Text>
    </BlockStack>
  );
}
