import { BlockStack, Box, Card, InlineGrid, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";

export interface ShownLegalHours {
  /** Names of the places, such as "Texas". */
  places: string;
  /** Such as "Monday to Saturday 9 am to 9 pm, Sunday 12 pm to 9 pm". */
  hours: string;
  source: string;
}

const words = text.settings.hours;

/** The hours in which marketing texts may arrive, place by place. */
export function LegalHours({ hours }: { hours: readonly ShownLegalHours[] }) {
  return (
    <Card roundedAbove="sm" padding="0">
      <Box padding="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {words.legal}
          </Text>
          <Text as="p" tone="subdued">
            {words.clock}
          </Text>
        </BlockStack>
      </Box>
      <ul style={{ listStyle: "none", margin: 0, padding: 0 }}>
        {hours.map(({ places, hours: open, source }) => (
          <Box as="li" key={places} padding="300" paddingInline="400" borderBlockStartWidth="025" borderColor="border">
            <InlineGrid columns={{ xs: 1, sm: "minmax(0, 2fr) minmax(0, 3fr)" }} gap="200">
              <Text as="span" fontWeight="medium">
                {places}
              </Text>
              <BlockStack>
                <Text as="span">{open}</Text>
                <Text as="span" tone="subdued" variant="bodySm" breakWord>
                  {source}
                </Text>
              </BlockStack>
            </InlineGrid>
          </Box>
        ))}
      </ul>
    </Card>
  );
}
