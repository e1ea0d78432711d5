import { BlockStack, Box } from "@shopify/polaris";
import type { ReactNode } from "react";

/** A table's row on a narrow screen: its parts below one another. */
export function CompactRow({ children }: { children: ReactNode }) {
  return (
    <Box paddingBlock="300" paddingInline="400">
      <BlockStack gap="150">{children}</BlockStack>
    </Box>
  );
}
