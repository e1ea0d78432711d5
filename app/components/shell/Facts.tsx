import { Box, InlineStack, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

/** Names with their values, a `Fact` each. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl style={{ margin: 0 }}>{children}</dl>;
}

/** A name with its value; absent where there is no value. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === null || children === undefined) return null;
  return (
    <Box paddingBlock="100">
      <InlineStack align="space-between" gap="300">
        <Text as="dt" tone="subdued">
          {name}
        </Text>
        <dd style={{ margin: 0, overflowWrap: "anywhere" }}>{children}</dd>
      </InlineStack>
    </Box>
  );
}
