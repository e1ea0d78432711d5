import { BlockStack, Box, Card, InlineGrid, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

/** A section of the settings: heading on the left, fields on the right. */
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
    <InlineGrid columns={{ xs: "1fr", md: "2fr 5fr" }} gap="400">
      <Box as="section" paddingInline={{ xs: "400", sm: "0" }} paddingBlockStart={{ xs: "400", sm: "0" }}>
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd" id={id}>
            {title}
          </Text>
          <Text as="p" tone="subdued">
            {body}
          </Text>
        </BlockStack>
      </Box>
      <Card roundedAbove="sm">
        <BlockStack gap="400">{children}</BlockStack>
      </Card>
    </InlineGrid>
  );
}
