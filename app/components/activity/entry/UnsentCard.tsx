import { BlockStack, Card, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { TextBubble } from "#components/page/TextBubble.tsx";

/** What a skipped text would have said. */
export function UnsentCard({ body }: { body: string }) {
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {text.entry.unsent}
        </Text>
        <TextBubble>{body}</TextBubble>
      </BlockStack>
    </Card>
  );
}
