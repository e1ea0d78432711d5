import { BlockStack, Card, InlineGrid, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { showNumber } from "#text/number.ts";

const words = text.credits;

interface HoldingsCardProps {
  balance: number;
  held: number;
  /** Estimated days left; null if unknown. */
  daysLeft: number | null;
}

/** Available and reserved credits, and the estimated days left. */
export function HoldingsCard({ balance, held, daysLeft }: HoldingsCardProps) {
  return (
    <Card>
      <InlineGrid columns={{ xs: 1, sm: 3 }} gap={{ xs: "400", md: "800" }}>
        <Holding name={words.free} shown={showNumber(balance)} help={words.freeHelp} />
        <Holding name={words.held} shown={showNumber(held)} help={words.heldHelp} />
        <Holding
          name={words.lasts}
          shown={words.lastsDays(daysLeft)}
          help={daysLeft === null ? words.lastsUnknown : words.lastsHelp}
        />
      </InlineGrid>
    </Card>
  );
}

function Holding({ name, shown, help }: { name: string; shown: string; help: string }) {
  return (
    <BlockStack gap="050">
      <Text as="h2" fontWeight="medium">
        {name}
      </Text>
      <Text as="p" variant="heading2xl" numeric>
        {shown}
      </Text>
      <Text as="p" tone="subdued" variant="bodySm">
        {help}
      </Text>
    </BlockStack>
  );
}
