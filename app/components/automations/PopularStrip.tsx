import { BlockStack, Box, Card, InlineGrid, Link, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";

interface PopularOffer {
  key: string;
  name: string;
  story: string;
  trigger: string;
}

const words = text.automations;

/** What most stores begin with, a card each: where the list is empty, the way to fill it. */
export function PopularStrip({ offers }: { offers: readonly PopularOffer[] }) {
  if (offers.length === 0) return null;
  return (
    <BlockStack gap="300">
      <Box paddingInline={{ xs: "400", sm: "0" }}>
        <Text as="h2" variant="headingMd">
          {words.popularTitle}
        </Text>
        <Text as="p" tone="subdued">
          {words.popularBody}
        </Text>
      </Box>
      <InlineGrid columns={{ xs: 1, md: 2, lg: 3 }} gap="400">
        {offers.map(({ key, name, story, trigger }) => (
          <Card key={key}>
            <BlockStack gap="200">
              <Text as="h3" variant="headingSm">
                <Link url={`/app/automations/library/${key}`} monochrome removeUnderline>
                  {name}
                </Link>
              </Text>
              <Text as="p">{story}</Text>
              <Text as="p" tone="subdued" variant="bodySm">
                {words.startsWith(trigger)}
              </Text>
            </BlockStack>
          </Card>
        ))}
      </InlineGrid>
    </BlockStack>
  );
}
