import { BlockStack, Box, Button, Card, Divider, InlineGrid, Text } from "@shopify/polaris";
import { Fragment } from "react";
import { text } from "#text/en.ts";
import { useSwitch } from "./use-switch.ts";

interface Offer {
  key: string;
  name: string;
  story: string;
  trigger: string;
}

const words = text.automations;

/** The ready-made automations that the shop has not taken yet, each with what it does. */
export function LibraryCard({ offers }: { offers: readonly Offer[] }) {
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {words.libraryTitle}
          </Text>
          <Text as="p" tone="subdued">
            {words.libraryBody}
          </Text>
        </BlockStack>
        {offers.map((offer) => (
          <Fragment key={offer.key}>
            <Divider />
            <OfferItem offer={offer} />
          </Fragment>
        ))}
      </BlockStack>
    </Card>
  );
}

function OfferItem({ offer }: { offer: Offer }) {
  const { wanted, submit } = useSwitch(offer.name);
  return (
    <InlineGrid columns={{ xs: 1, sm: "1fr auto" }} gap="300" alignItems="center">
      <BlockStack gap="100">
        <Text as="h3" variant="headingSm">
          {offer.name}
        </Text>
        <Box maxWidth="44rem">
          <Text as="p">{offer.story}</Text>
        </Box>
        <Text as="p" tone="subdued" variant="bodySm">
          {words.startsWith(offer.trigger)}
        </Text>
      </BlockStack>
      <div>
        <Button
          loading={wanted !== null}
          accessibilityLabel={words.turnOnNamed(offer.name)}
          onClick={() => submit({ intent: "take", libraryKey: offer.key })}
        >
          {words.turnOn}
        </Button>
      </div>
    </InlineGrid>
  );
}
