import { BlockStack, Box } from "@shopify/polaris";
import type { ReactNode } from "react";

/** The stacked content of a table row on narrow screens. */
export function CompactRow({ children }: { children: ReactNode }) {
  return (
    <Box paddingBlock="300" paddingInline="400">
      <BlockStack gap="150">{children}</BlockStack>
    </Box>
  );
}
