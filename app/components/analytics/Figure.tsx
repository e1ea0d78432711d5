import { BlockStack, Box, Link, Text } from "@shopify/polaris";
import { showNumber } from "#text/number.ts";

interface FigureProps {
  count: number;
  name: string;
  help: string;
  /** Lists the counted rows. */
  url?: string;
}

/** A figure with a link to the counted rows. */
export function Figure({ count, name, help, url }: FigureProps) {
  return (
    <Box>
      <BlockStack gap="050">
        <Text as="p" fontWeight="medium">
          {url ? (
            <Link url={url} monochrome>
              {name}
            </Link>
          ) : (
            name
          )}
        </Text>
        <Text as="p" variant="headingXl" numeric>
          {showNumber(count)}
        </Text>
        <Text as="p" tone="subdued" variant="bodySm">
          {help}
        </Text>
      </BlockStack>
    </Box>
  );
}
