import { BlockStack, Button, Card, Text } from "@shopify/polaris";
import { formatDaysLeft } from "#core/credits/forecast.ts";
import { text } from "#text/en.ts";
import { showNumber } from "#text/number.ts";

interface CreditsCardProps {
  balance: number;
  held: number;
  /** Estimated days left; null if unknown. */
  days: number | null;
}

const words = text.home.credits;

/** The credit balance and the estimated days left. */
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
