import { BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { Time } from "../page/Time.tsx";

export interface ShownComparison {
  lastAt: ShownMoment | null;
  fetched: number;
}

const words = text.health;

/** When events were last compared with the store, and how many were found missing. */
export function ComparisonCard({ comparison: { lastAt, fetched } }: { comparison: ShownComparison }) {
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="050">
          <Text as="h2" variant="headingMd">
            {words.missed}
          </Text>
          <Text as="p" tone="subdued">
            {words.missedBody}
          </Text>
        </BlockStack>
        <Line name={words.lastCompared}>{lastAt ? <Time at={lastAt} /> : words.notComparedYet}</Line>
        <Line name={words.fetched}>{words.fetchedCount(fetched)}</Line>
        {fetched > 0 && (
          <Text as="p" tone="subdued">
            {words.fetchedLate}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
      <Text as="span">{name}</Text>
      <Text as="span" alignment="end" numeric>
        {children}
      </Text>
    </InlineStack>
  );
}
