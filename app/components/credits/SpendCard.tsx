import { BlockStack, Card, InlineGrid, InlineStack, Text } from "@shopify/polaris";
import type { Days } from "#core/activity/days.ts";
import { text } from "#text/en.ts";
import { showChange, showNumber } from "#text/number.ts";
import { formatDays } from "../page/DaysFilter.tsx";

interface SpendLine {
  key: string;
  name: string;
  texts: number;
  credits: number;
}

export interface ShownSpend {
  opening: number;
  closing: number;
  added: number;
  spent: number;
  corrected: number;
  byAutomation: readonly SpendLine[];
  byCountry: readonly SpendLine[];
}

const words = text.credits.spend;

/** What the period's credits were spent on: the balance's change, and texts by automation and by country. */
export function SpendCard({ spend, days }: { spend: ShownSpend; days: Days }) {
  const { opening, closing, added, spent, corrected, byAutomation, byCountry } = spend;
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="050">
          <Text as="h2" variant="headingMd">
            {words.title(formatDays(days))}
          </Text>
          <Text as="p" tone="subdued">
            {words.body}
          </Text>
        </BlockStack>
        <InlineGrid columns={{ xs: 2, sm: corrected === 0 ? 4 : 5 }} gap="400">
          <Figure name={words.opening} shown={showNumber(opening)} />
          <Figure name={words.added} shown={showChange(added)} />
          <Figure name={words.spent} shown={showChange(0 - spent)} />
          {corrected !== 0 && <Figure name={words.corrected} shown={showChange(corrected)} />}
          <Figure name={words.closing} shown={showNumber(closing)} />
        </InlineGrid>
        <InlineGrid columns={{ xs: 1, md: 2 }} gap="400" alignItems="start">
          <Breakdown title={words.byAutomation} lines={byAutomation} />
          <Breakdown title={words.byCountry} lines={byCountry} />
        </InlineGrid>
      </BlockStack>
    </Card>
  );
}

const Figure = ({ name, shown }: { name: string; shown: string }) => (
  <BlockStack>
    <Text as="span" tone="subdued">
      {name}
    </Text>
    <Text as="span" variant="headingMd" numeric>
      {shown}
    </Text>
  </BlockStack>
);

const Breakdown = ({ title, lines }: { title: string; lines: readonly SpendLine[] }) => (
  <BlockStack gap="200">
    <Text as="h3" variant="headingSm">
      {title}
    </Text>
    {lines.length === 0 && (
      <Text as="p" tone="subdued">
        {words.none}
      </Text>
    )}
    {lines.map(({ key, name, texts, credits }) => (
      <InlineStack key={key} align="space-between" gap="200">
        <Text as="span">{name}</Text>
        <Text as="span" numeric tone="subdued">
          {words.line(texts, credits)}
        </Text>
      </InlineStack>
    ))}
  </BlockStack>
);
