import { BlockStack, Button, Card, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";

const words = text.home.links;

/** Where the question "why did she get this text, and he not?" is answered. */
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
