import { BlockStack, Card, InlineGrid, List, Text } from "@shopify/polaris";
import type { ComponentProps } from "react";
import { text } from "#text/en.ts";
import { showNumber } from "#text/number.ts";
import { BarChart } from "../analytics/charts/BarChart.tsx";
import { Fact, Facts } from "../page/Facts.tsx";
import { BacktestLines } from "./BacktestLines.tsx";
import { NoBacktestResults } from "./NoBacktestResults.tsx";

interface Counted {
  label: string;
  count: number;
}

interface FoundCardsProps extends Omit<ComponentProps<typeof NoBacktestResults>, "window"> {
  found: ComponentProps<typeof BacktestLines>["found"] & {
    window: { since: { shown: string }; until: { shown: string } };
    entered: { times: number; customers: number };
    texts: { count: number; credits: number; customers: number };
    emails: number;
    cost: { amount: string; currency: string; pack: string };
    refused: readonly Counted[];
    skipped: readonly Counted[];
    days: readonly { label: string; texts: number; skipped: number }[];
    past: { events: number; forgotten: number };
    inside: number;
    assumptions: readonly string[];
  };
  onPage: (page: number) => void;
}

const words = text.trial;

/** The results of a backtest: chart, totals, lines and assumptions. */
export function BacktestCards({ found, onPage, ...asked }: FoundCardsProps) {
  const { window, past } = found;
  return (
    <>
      {found.entered.times === 0 && found.refused.length === 0 ? (
        <NoBacktestResults {...asked} window={window} />
      ) : (
        <Found found={found} onPage={onPage} />
      )}
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {words.limits}
          </Text>
          <List>
            <List.Item>{words.replayed(past.events)}</List.Item>
            {past.forgotten > 0 && <List.Item>{words.forgotten(past.forgotten)}</List.Item>}
            {found.assumptions.map((assumption) => (
              <List.Item key={assumption}>{assumption}</List.Item>
            ))}
          </List>
        </BlockStack>
      </Card>
    </>
  );
}

function Found({ found, onPage }: Pick<FoundCardsProps, "found" | "onPage">) {
  const { window, days, texts, entered, emails, cost, inside } = found;
  return (
    <>
      <Card>
        <BlockStack gap="300">
          <BlockStack gap="050">
            <Text as="h2" variant="headingMd">
              {words.picture}
            </Text>
            <Text as="p" tone="subdued">
              {words.pictureWindow(window.since.shown, window.until.shown)}
            </Text>
          </BlockStack>
          <BarChart
            title={words.picture}
            days={days.map(({ label, texts: sent, skipped }) => ({ label, values: [sent, skipped] }))}
            series={[
              { name: words.wouldSend, tone: "primary" },
              { name: words.wouldSkip, tone: "caution" },
            ]}
          />
        </BlockStack>
      </Card>
      <Card>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            {words.totals}
          </Text>
          <Facts>
            <Fact name={words.wouldEnter}>{words.enteredOf(entered.times, entered.customers)}</Fact>
            <Fact name={words.texts}>{words.textsOf(texts.count, texts.customers)}</Fact>
            <Fact name={words.emails}>{emails > 0 ? showNumber(emails) : null}</Fact>
            <Fact name={words.credits}>{showNumber(texts.credits)}</Fact>
            <Fact name={words.cost}>
              {texts.credits > 0 ? words.costOf(cost.amount, cost.currency, cost.pack) : null}
            </Fact>
            <Fact name={words.inside}>{inside > 0 ? showNumber(inside) : null}</Fact>
          </Facts>
          <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400">
            <Reasons title={words.refused} none={words.nothingRefused} reasons={found.refused} />
            <Reasons title={words.skipped} none={words.nothingSkipped} reasons={found.skipped} />
          </InlineGrid>
        </BlockStack>
      </Card>
      <BacktestLines found={found} onPage={onPage} />
    </>
  );
}

function Reasons({ title, none, reasons }: { title: string; none: string; reasons: readonly Counted[] }) {
  return (
    <BlockStack gap="150">
      <Text as="h3" variant="headingSm">
        {title}
      </Text>
      {reasons.length === 0 && (
        <Text as="p" tone="subdued">
          {none}
        </Text>
      )}
      <Facts>
        {reasons.map(({ label, count }) => (
          <Fact key={label} name={label}>
            {showNumber(count)}
          </Fact>
        ))}
      </Facts>
    </BlockStack>
  );
}
