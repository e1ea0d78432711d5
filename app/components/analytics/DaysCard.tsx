import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { showMoney } from "#text/money.ts";
import { BarChart } from "./charts/BarChart.tsx";

const words = text.home.days;

interface DaysCardProps {
  days: readonly { label: string; sent: number; notSent: number }[];
  /** Null currency without revenue. */
  revenue: { currency: string | null; days: readonly { label: string; amount: number }[] };
}

/** Sent and skipped texts, and the revenue that texts brought, by day. */
export function DaysCard({ days, revenue: { currency, days: earned } }: DaysCardProps) {
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
        {currency !== null && (
          <BarChart
            title={words.revenueAbout}
            days={earned.map(({ label, amount }) => ({ label, values: [amount] }))}
            series={[{ name: words.revenue, tone: "success" }]}
            show={(amount) => showMoney(String(amount), currency, Number.isInteger(amount) ? 0 : undefined)}
            height={120}
          />
        )}
        {!none && (
          <Text as="p">
            <Link url="/app/results">{words.results}</Link>
          </Text>
        )}
        {none && (
          <Text as="p" tone="subdued">
            {words.none}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}
