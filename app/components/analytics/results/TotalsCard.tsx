import { BlockStack, Card, InlineGrid, Text, Tooltip } from "@shopify/polaris";
import {
  grossIfOther,
  mainNet,
  showCost,
  showEarned,
  showPerText,
  showRelative,
  showReturn,
  withShare,
} from "#text/figures.ts";
import { text } from "#text/en.ts";
import { showNumber } from "#text/number.ts";
import type { Compared } from "#core/analytics/results.ts";

const words = text.results;

/** The figures of all texts, each with its change. */
export function TotalsCard({ now, earlier }: Compared) {
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {words.total}
        </Text>
        <InlineGrid columns={{ xs: 2, sm: 3, md: 4, lg: 5 }} gap="400">
          <Figure name={words.sent} shown={showNumber(now.sent)} more={showRelative(earlier.sent, now.sent)} />
          <Figure
            name={words.delivered}
            shown={withShare(now.delivered, now.deliveredRate)}
            more={showRelative(earlier.delivered, now.delivered)}
          />
          <Figure name={words.failed} shown={showNumber(now.failed)} more={showRelative(earlier.failed, now.failed)} />
          <Figure
            name={words.clicked}
            help={words.help.clicked}
            shown={withShare(now.clicked, now.clickRate)}
            more={[
              showRelative(earlier.clicked, now.clicked),
              now.machines > 0 ? words.machines(showNumber(now.machines)) : "",
            ]}
          />
          <Figure name={words.orders} shown={showNumber(now.orders)} more={showRelative(earlier.orders, now.orders)} />
          <Figure
            name={words.revenue}
            help={words.help.revenue}
            shown={showEarned(now.earned, "net")}
            more={[showRelative(mainNet(earlier), mainNet(now)), grossIfOther(now.earned)]}
          />
          <Figure
            name={words.perText}
            shown={showPerText(now)}
            more={showRelative(earlier.earnedPerText?.amount ?? null, now.earnedPerText?.amount ?? null)}
          />
          <Figure
            name={words.optOuts}
            help={words.help.optOuts}
            shown={withShare(now.optOuts, now.optOutRate)}
            more={showRelative(earlier.optOuts, now.optOuts)}
          />
          <Figure
            name={words.cost}
            help={words.help.cost}
            shown={showCost(now)}
            more={showRelative(earlier.cost.amount, now.cost.amount)}
          />
          <Figure
            name={words.returnOnCost}
            shown={showReturn(now)}
            more={showRelative(earlier.returnOnCost, now.returnOnCost)}
          />
        </InlineGrid>
      </BlockStack>
    </Card>
  );
}

interface FigureProps {
  name: string;
  shown: string;
  more: string | readonly string[];
  help?: string;
}

function Figure({ name, shown, more, help }: FigureProps) {
  const lines = [more].flat().filter(Boolean);
  return (
    <BlockStack gap="050">
      <Text as="p" tone="subdued">
        {help ? (
          <Tooltip content={help} hasUnderline>
            {name}
          </Tooltip>
        ) : (
          name
        )}
      </Text>
      <Text as="p" variant="headingMd" numeric>
        {shown}
      </Text>
      {lines.length > 0 && (
        <Text as="p" variant="bodySm" tone="subdued" numeric>
          {lines.join(" · ")}
        </Text>
      )}
    </BlockStack>
  );
}
