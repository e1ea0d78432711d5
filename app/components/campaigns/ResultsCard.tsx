import { Banner, BlockStack, Card, Text } from "@shopify/polaris";
import { Fact, Facts } from "#components/page/Facts.tsx";
import { TextBubble } from "#components/page/TextBubble.tsx";
import type { ShownCaused } from "#text/caused.ts";
import { text } from "#text/en.ts";
import { withShare as shareOf } from "#text/figures.ts";
import { showNumber } from "#text/number.ts";

const words = text.campaigns.report;

interface ArmLine {
  arm: string;
  name: string;
  body: string;
  sent: number;
  delivered: number;
  credits: number;
  clicks: number;
  machineClicks: number;
  orders: number;
  optOuts: number;
  revenue: string;
  redeemed: number | null;
  /** Empty where it is the same. */
  gross: string;
  perText: string;
}

interface ResultsCardProps {
  /** Before the start there are only the words. */
  started: boolean;
  caused: (ShownCaused & { heldOut: number }) | null;
  arms: readonly ArmLine[];
  winner: { arm: string; because: "ahead" | "likely" | "tie" } | null;
}

/** What each wording brought. */
export function ResultsCard({ arms, winner, caused, started }: ResultsCardProps) {
  const best = winner && arms.find(({ arm }) => arm === winner.arm);
  return (
    <Card roundedAbove="sm">
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {started ? words.results : words.text}
        </Text>
        {best && winner && (
          <Banner tone="success" title={words.winner(best.name)}>
            {words.because[winner.because]}
          </Banner>
        )}
        {caused && (
          <BlockStack gap="100">
            <Text as="h3" variant="headingSm">
              {text.campaigns.causedTitle}
            </Text>
            <Text as="p">{text.campaigns.caused(caused)}</Text>
            <Text as="p" tone="subdued">
              {text.campaigns.causedHelp(caused.heldOut, caused.adjusted)}
            </Text>
          </BlockStack>
        )}
        {arms.map(({ arm, name, body, sent, delivered, clicks, orders, optOuts, credits, redeemed, ...more }) => (
          <BlockStack key={arm} gap="200">
            {arms.length > 1 && (
              <Text as="h3" variant="headingSm">
                {`${words.wording} ${name}`}
              </Text>
            )}
            <TextBubble>{body}</TextBubble>
            {started && (
              <Facts>
                <Fact name={words.sent}>{showNumber(sent)}</Fact>
                <Fact name={words.delivered}>{withShare(delivered, sent)}</Fact>
                <Fact name={words.clicked}>{withMore(withShare(clicks, sent), machinesOf(more.machineClicks))}</Fact>
                <Fact name={words.ordered}>{withShare(orders, sent)}</Fact>
                {redeemed !== null && <Fact name={words.redeemed}>{withShare(redeemed, sent)}</Fact>}
                <Fact name={words.revenue}>{withMore(more.revenue || "–", more.gross)}</Fact>
                <Fact name={text.results.perText}>{more.perText || "–"}</Fact>
                <Fact name={words.optOuts}>{withShare(optOuts, sent)}</Fact>
                <Fact name={words.credits}>{showNumber(credits)}</Fact>
              </Facts>
            )}
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}

const withShare = (count: number, of: number): string => shareOf(count, of === 0 ? null : count / of);
const withMore = (shown: string, more: string): string => (more === "" ? shown : `${shown}, ${more}`);
const machinesOf = (count: number): string => (count === 0 ? "" : text.results.machines(showNumber(count)));
