import { BlockStack, Box, InlineStack, Link, List, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";

export interface ShownAnswer {
  says: string;
  lines: readonly string[];
  customers: readonly { id: string; name: string | null }[];
}

const words = text.activity;

/** Shows the customer and the events of a searched number, email address or order without decisions. */
export function SearchAnswer({ answer: { says, lines, customers } }: { answer: ShownAnswer }) {
  return (
    <Box paddingBlock="600" paddingInline="400">
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {words.noDecision}
        </Text>
        <Text as="p" breakWord>
          {says}
        </Text>
        {lines.length > 0 && (
          <List>
            {lines.map((line) => (
              <List.Item key={line}>{line}</List.Item>
            ))}
          </List>
        )}
        <InlineStack gap="300">
          {customers.map(({ id, name }) => (
            <Link key={id} url={`/app/customers/${id}`}>
              {name ?? words.noName}
            </Link>
          ))}
        </InlineStack>
      </BlockStack>
    </Box>
  );
}
