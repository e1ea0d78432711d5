import { BlockStack, Card, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { showNumber } from "#text/number.ts";
import { Fact, Facts } from "../page/Facts.tsx";

export interface Figures {
  driver: "bull" | "in-process";
  successRate: number | null;
  meanProcessingMs: number | null;
  oldestOverdueSeconds: number;
  rows: { stepsHeld: number };
}

const words = text.health;

/**
 * Key figures.
 * @param own false if the installation serves other stores, so that GET /api/jobs/metrics differs
 */
export function FiguresCard({ figures, own }: { figures: Figures; own: boolean }) {
  const { driver, successRate, meanProcessingMs, oldestOverdueSeconds, rows } = figures;
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {words.figures}
        </Text>
        <Facts>
          <Fact name={words.successRate}>{successRate === null ? words.noRate : words.percent(successRate)}</Fact>
          <Fact name={words.overdue}>
            {oldestOverdueSeconds > 0 ? words.lasting(oldestOverdueSeconds) : words.onTime}
          </Fact>
          <Fact name={words.mean}>{meanProcessingMs === null ? null : words.ms(meanProcessingMs)}</Fact>
          <Fact name={words.held}>{rows.stepsHeld > 0 ? showNumber(rows.stepsHeld) : null}</Fact>
          <Fact name={words.driver}>{words.drivers[driver]}</Fact>
        </Facts>
        <Text as="p" tone="subdued">
          {own ? words.sameElsewhere : words.onlyYours}
        </Text>
      </BlockStack>
    </Card>
  );
}
