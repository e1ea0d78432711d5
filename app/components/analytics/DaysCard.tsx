import { BlockStack, Card, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { BarChart } from "./charts/BarChart.tsx";

const words = text.home.days;

/** Sent and skipped texts by day. */
export function DaysCard({ days }: { days: readonly { label: string; sent: number; notSent: number }[] }) {
  const none = days.every(({ sent, notSent }) => sent + notSent === 0);
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {words.title}
        </Text>
        <BarChart
          title={words.about}
          days={days.map(({ label, sent, notSent }) => ({ label, values: [sent, notSent] }))}
          series={[
            { name: words.sent, tone: "primary" },
            { name: words.notSent, tone: "caution" },
          ]}
        />
        {none && (
          <Text as="p" tone="subdued">
            {words.none}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}
