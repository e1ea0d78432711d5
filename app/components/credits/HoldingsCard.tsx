import { BlockStack, Card, InlineGrid, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { showNumber } from "#text/number.ts";

const words = text.credits;

/** What the shop has: credits free to spend, and those held for texts under way. */
export function HoldingsCard({ balance, held }: { balance: number; held: number }) {
  return (
    <Card>
      <InlineGrid columns={{ xs: 2, md: "auto auto 1fr" }} gap={{ xs: "400", md: "1200" }}>
        <Holding name={words.free} credits={balance} help={words.freeHelp} />
        <Holding name={words.held} credits={held} help={words.heldHelp} />
      </InlineGrid>
    </Card>
  );
}

function Holding({ name, credits, help }: { name: string; credits: number; help: string }) {
  return (
    <BlockStack gap="050">
      <Text as="h2" fontWeight="medium">
        {name}
      </Text>
      <Text as="p" variant="heading2xl" numeric>
        {showNumber(credits)}
      </Text>
      <Text as="p" tone="subdued" variant="bodySm">
        {help}
      </Text>
    </BlockStack>
  );
}
