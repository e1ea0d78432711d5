import { BlockStack, Box, Button, Text } from "@shopify/polaris";

interface NothingProps {
  title: string;
  children: string;
  action?: { content: string; url: string } | { content: string; onAction: () => void };
}

/** An empty state with an action. */
export function EmptyState({ title, children, action }: NothingProps) {
  return (
    <Box paddingBlock="800" paddingInline="400">
      <BlockStack gap="300" inlineAlign="center">
        <Text as="h2" variant="headingMd" alignment="center">
          {title}
        </Text>
        <Box maxWidth="30rem">
          <Text as="p" alignment="center" tone="subdued">
            {children}
          </Text>
        </Box>
        {action && (
          <Button variant="primary" {...("url" in action ? { url: action.url } : { onClick: action.onAction })}>
            {action.content}
          </Button>
        )}
      </BlockStack>
    </Box>
  );
}
