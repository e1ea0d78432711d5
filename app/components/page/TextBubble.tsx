import { Box, Text } from "@shopify/polaris";

/** A text message bubble. */
export function TextBubble({ children }: { children: string }) {
  return (
    <Box background="bg-surface-secondary" borderRadius="400" borderEndStartRadius="050" padding="300" maxWidth="28rem">
      <Text as="p" breakWord>
        <span style={{ whiteSpace: "pre-wrap" }}>{children}</span>
      </Text>
    </Box>
  );
}
