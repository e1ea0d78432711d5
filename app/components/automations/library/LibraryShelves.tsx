import { BlockStack, Box, Card, InlineGrid, Text } from "@shopify/polaris";
import { useState } from "react";
import { search } from "#core/automations/search.ts";
import { text } from "#text/en.ts";
import { EmptyState } from "#components/page/EmptyState.tsx";
import { OfferCard, type Offer } from "./OfferCard.tsx";
import { SearchCard } from "./SearchCard.tsx";

const words = text.library;

/** The templates by category, filtered by the search. */
export function LibraryShelves({ offers }: { offers: readonly Offer[] }) {
  const [typed, setTyped] = useState("");
  const found = search(offers, typed, ({ name, story, trigger, alsoCalled }) => ({
    label: name,
    alsoCalled: [...alsoCalled, trigger],
    description: story,
  }));
  return (
    <BlockStack gap="500">
      <SearchCard
        label={words.search}
        placeholder={words.searchPlaceholder}
        typed={typed}
        found={found.length}
        onChange={setTyped}
      />
      {found.length === 0 && (
        <Card padding="0">
          <EmptyState title={words.noneTitle} action={{ content: words.scratch, url: "/app/automations/new" }}>
            {words.noneBody}
          </EmptyState>
        </Card>
      )}
      {[...new Set(found.map(({ category }) => category))].map((shelf) => (
        <Shelf key={shelf} name={shelf} offers={found.filter(({ category }) => category === shelf)} />
      ))}
    </BlockStack>
  );
}

function Shelf({ name, offers }: { name: string; offers: readonly Offer[] }) {
  return (
    <BlockStack gap="300">
      <Box paddingInline={{ xs: "400", sm: "0" }}>
        <Text as="h2" variant="headingMd">
          {name}
        </Text>
      </Box>
      <InlineGrid columns={{ xs: 1, sm: 2, lg: 3 }} gap="400">
        {offers.map((offer) => (
          <OfferCard key={offer.key} offer={offer} />
        ))}
      </InlineGrid>
    </BlockStack>
  );
}
