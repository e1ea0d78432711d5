import { BlockStack, Card, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { showNumber } from "#text/number.ts";
import { Fact, Facts } from "../page/Facts.tsx";

const words = text.segments;

interface ReachabilityCardProps {
  sendable: number;
  left: readonly { label: string; count: number }[];
  byCountry: readonly { country: string; sendable: number }[];
}

/** Countries that are named; the rest is in their sum. */
const MAX_COUNTRIES = 8;

/** How many members can be texted, and why the others cannot. */
export function ReachabilityCard({ sendable, left, byCountry }: ReachabilityCardProps) {
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {words.reachTitle}
          </Text>
          <Text as="p" variant="headingLg">
            {words.sendableCount(sendable)}
          </Text>
          <Text as="p" tone="subdued">
            {words.reachBody}
          </Text>
        </BlockStack>
        {left.length > 0 && (
          <BlockStack gap="100">
            <Text as="h3" variant="headingSm">
              {words.left}
            </Text>
            <Facts>
              {left.map(({ label, count }) => (
                <Fact key={label} name={label}>
                  {showNumber(count)}
                </Fact>
              ))}
            </Facts>
          </BlockStack>
        )}
        {byCountry.length > 1 && (
          <BlockStack gap="100">
            <Text as="h3" variant="headingSm">
              {words.countries}
            </Text>
            <Facts>
              {byCountry.slice(0, MAX_COUNTRIES).map(({ country, sendable: count }) => (
                <Fact key={country} name={country || words.noCountry}>
                  {showNumber(count)}
                </Fact>
              ))}
            </Facts>
          </BlockStack>
        )}
      </BlockStack>
    </Card>
  );
}
