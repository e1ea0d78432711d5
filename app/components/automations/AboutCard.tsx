import { BlockStack, Card, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";

export function AboutCard({ children }: { children: string }) {
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {text.automation.about}
        </Text>
        <Text as="p">{children}</Text>
      </BlockStack>
    </Card>
  );
}
