import { Box, InlineStack, Pagination } from "@shopify/polaris";
import { text } from "#text/en.ts";

interface PagingProps {
  /** Addresses of the pages on either side; null where there is none. */
  newer: string | null;
  older: string | null;
  /** What the two ways are called, where "newer" and "older" do not say it. */
  labels?: { newer: string; older: string };
}

/** The way to newer and older rows; absent where all fit. */
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
