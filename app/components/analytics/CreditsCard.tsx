import { BlockStack, Button, Card, Text } from "@shopify/polaris";
import { formatDaysLeft } from "#core/credits/forecast.ts";
import { text } from "#text/en.ts";
import { showNumber } from "#text/number.ts";

interface CreditsCardProps {
  balance: number;
  held: number;
  /** For how many days they last at the pace of the last ones; null where nobody can tell. */
  days: number | null;
}

const words = text.home.credits;

/** Credits at a glance, and how long they last. */
export function CreditsCard({ balance, held, days }: CreditsCardProps) {
  const lasting = balance > 0 ? formatDaysLeft(days) : "";
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
        {lasting && <Text as="p">{lasting}</Text>}
        <Button url="/app/credits" variant={balance > 0 ? "secondary" : "primary"}>
          {balance > 0 ? words.open : words.get}
        </Button>
      </BlockStack>
    </Card>
  );
}
