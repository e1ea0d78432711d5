import { Box, InlineGrid } from "@shopify/polaris";
import type { ReactNode } from "react";

/** The log at full width, or left of the open entry on wide screens. */
export function LogBesideEntry({ log, entry }: { log: ReactNode; entry: ReactNode }) {
  return (
    <InlineGrid columns={entry ? { xs: 1, lg: "minmax(0, 5fr) minmax(0, 6fr)" } : 1} gap="400" alignItems="start">
      {log}
      {entry && <Box>{entry}</Box>}
    </InlineGrid>
  );
}
