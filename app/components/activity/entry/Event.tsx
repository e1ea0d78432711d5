import { BlockStack, Text } from "@shopify/polaris";

/** A store event, by label and Shopify topic. */
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
