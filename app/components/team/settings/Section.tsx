import { BlockStack, Card, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

/** A section of the settings: its heading above its fields. */
export function Section({
  id,
  title,
  body,
  children,
}: {
  id: string;
  title: string;
  body: string;
  children: ReactNode;
}) {
  return (
    <Card roundedAbove="sm">
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd" id={id}>
            {title}
          </Text>
          <Text as="p" tone="subdued">
            {body}
          </Text>
        </BlockStack>
        {children}
      </BlockStack>
    </Card>
  );
}
