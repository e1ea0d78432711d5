import { Box, InlineStack, Pagination } from "@shopify/polaris";
import { text } from "#text/en.ts";

interface PagingProps {
  /** Addresses of the pages on either side; null where there is none. */
  newer: string | null;
  older: string | null;
}

/** The way to newer and older rows; absent where all fit. */
export function Paging({ newer, older }: PagingProps) {
  if (!newer && !older) return null;
  return (
    <Box padding="300" borderBlockStartWidth="025" borderColor="border">
      <InlineStack align="center">
        <Pagination
          hasPrevious={newer !== null}
          previousURL={newer ?? undefined}
          hasNext={older !== null}
          nextURL={older ?? undefined}
          accessibilityLabels={{ previous: text.paging.newer, next: text.paging.older }}
        />
      </InlineStack>
    </Box>
  );
}
