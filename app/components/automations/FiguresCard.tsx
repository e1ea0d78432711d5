import { BlockStack, Card, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { showNumber } from "#text/number.ts";
import { Fact, Facts } from "../page/Facts.tsx";

interface FiguresCardProps {
  figures: { entered: number; sent: number; skipped: number };
  revenue: { shown: string; orders: number };
}

/** The figures of the last 30 days. */
export function FiguresCard({ figures: { entered, sent, skipped }, revenue }: FiguresCardProps) {
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {text.automation.figures}
        </Text>
        <Facts>
          <Fact name={text.automations.entered}>{showNumber(entered)}</Fact>
          <Fact name={text.automations.sent}>{showNumber(sent)}</Fact>
          <Fact name={text.automations.skipped}>{showNumber(skipped)}</Fact>
          <Fact name={text.automations.revenue}>
            {revenue.orders > 0
              ? `${revenue.shown} · ${text.automations.orders(revenue.orders)}`
              : text.automations.noRevenue}
          </Fact>
        </Facts>
      </BlockStack>
    </Card>
  );
}
