import { BlockStack, Box, Button, Card, InlineStack, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

interface PartProps {
  title: string;
  about?: string;
  /** An action on all rows. */
  action?: { content: string; onAction: () => void };
  children: ReactNode;
}

/** A card with a heading above a full-width table. */
export function Part({ title, about, action, children }: PartProps) {
  return (
    <Card padding="0">
      <Box padding="400">
        <InlineStack align="space-between" blockAlign="start" gap="300">
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
          {action && <Button onClick={action.onAction}>{action.content}</Button>}
        </InlineStack>
      </Box>
      {children}
    </Card>
  );
}
