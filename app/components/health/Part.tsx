import { BlockStack, Box, Card, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

/** A card with a heading, over a table that reaches its edges. */
export function Part({ title, about, children }: { title: string; about?: string; children: ReactNode }) {
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="050">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          {about && (
            <Text as="p" tone="subdued">
              {about}
            </Text>
          )}
        </BlockStack>
      </Box>
      {children}
    </Card>
  );
}
