import { BlockStack, Button, Card, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { showNumber } from "#text/number.ts";

const words = text.home.credits;

/** Credits at a glance. */
export function CreditsCard({ balance, held }: { balance: number; held: number }) {
  return (
    <Card>
      <BlockStack gap="200" inlineAlign="start">
        <Text as="h2" variant="headingMd">
          {words.title}
        </Text>
        <BlockStack>
          <Text as="p" variant="heading2xl" numeric>
            {showNumber(balance)}
          </Text>
          <Text as="p" tone="subdued">
            {held > 0 ? `${words.left} · ${words.held(held)}` : words.left}
          </Text>
        </BlockStack>
        <Button url="/app/credits">{words.open}</Button>
      </BlockStack>
    </Card>
  );
}
