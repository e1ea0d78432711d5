import { BlockStack, Button, Card, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";

const words = text.home.links;

/** Leads support to the log's search. */
export function UnknownOutcomesCard() {
  return (
    <Card>
      <BlockStack gap="200" inlineAlign="start">
        <Text as="h2" variant="headingMd">
          {words.title}
        </Text>
        <Text as="p">{words.body}</Text>
        <Button url="/app/activity">{words.action}</Button>
      </BlockStack>
    </Card>
  );
}
