import { Box, InlineStack, Pagination } from "@shopify/polaris";
import { text } from "#text/en.ts";

interface PagingProps {
  /** Addresses of the adjacent pages; null at the ends. */
  newer: string | null;
  older: string | null;
  /** By default "Newer" and "Older". */
  labels?: { newer: string; older: string };
}

/** Links to the adjacent pages; nothing on a single page. */
export function Paging({ newer, older, labels = text.paging }: PagingProps) {
  if (!newer && !older) return null;
  return (
    <Box padding="300" borderBlockStartWidth="025" borderColor="border">
      <InlineStack align="center">
        <Pagination
          hasPrevious={newer !== null}
          previousURL={newer ?? undefined}
          hasNext={older !== null}
          nextURL={older ?? undefined}
          accessibilityLabels={{ previous: labels.newer, next: labels.older }}
        />
      </InlineStack>
    </Box>
  );
}
