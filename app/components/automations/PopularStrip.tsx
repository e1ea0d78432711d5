import { BlockStack, Box, InlineGrid, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import type { Offer } from "./library/OfferCard.tsx";
import { OfferCard } from "./library/OfferCard.tsx";

const words = text.automations;

/** The popular templates, shown while the list is empty. */
export function PopularStrip({ offers }: { offers: readonly Offer[] }) {
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
        {offers.map((offer) => (
          <OfferCard key={offer.key} offer={offer} />
        ))}
      </InlineGrid>
    </BlockStack>
  );
}
