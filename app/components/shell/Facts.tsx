import { Box, InlineStack, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

/** Names with their values, a line each; lines without a value are left out. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl style={{ margin: 0 }}>
      {facts.map(([name, value]) =>
        value === null || value === undefined ? null : (
          <Box key={name} paddingBlock="100">
            <InlineStack align="space-between" gap="300">
              <Text as="dt" tone="subdued">
                {name}
              </Text>
              <dd style={{ margin: 0, overflowWrap: "anywhere" }}>{value}</dd>
            </InlineStack>
          </Box>
        ),
      )}
    </dl>
  );
}
