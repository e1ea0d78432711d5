import { Badge, BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import type { Reason } from "#core/activity/reasons.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { formatReason } from "#text/reasons.ts";
import { uncapitalised, within } from "#text/sentence.ts";

interface WhyNotLine {
  automationId: string;
  automation: string;
  entry: string;
  logId: string | null;
  reason: Reason | null;
  until: ShownMoment | null;
}

const words = text.customers.whyNot;

/** For each active automation: the customer's sequence, and whether a text would be sent now. */
export function WhyNotCard({ lines }: { lines: readonly WhyNotLine[] }) {
  const [first] = lines;
  // A blocker that all automations share appears once.
  const common =
    first && lines.every((line) => line.reason === first.reason && line.until?.iso === first.until?.iso) ? first : null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {words.title}
        </Text>
        <Text as="p" tone="subdued">
          {lines.length > 0 ? words.intro : words.none}
        </Text>
        {common && (
          <InlineStack>
            <Now line={common} />
          </InlineStack>
        )}
        {lines.map((line) => (
          <BlockStack key={line.automationId} gap="100">
            <Link url={`/app/automations/${line.automationId}`}>{line.automation}</Link>
            <Text as="p">
              {line.entry}{" "}
              {line.logId && (
                <Link
                  url={`/app/activity/${line.logId}`}
                  accessibilityLabel={`${words.explanation}: ${line.automation}`}
                >
                  {words.explanation}
                </Link>
              )}
            </Text>
            {!common && (
              <InlineStack>
                <Now line={line} />
              </InlineStack>
            )}
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}

function Now({ line: { reason, until } }: { line: WhyNotLine }) {
  if (!reason) return <Badge tone="success">{words.wouldGo}</Badge>;
  const why = uncapitalised(formatReason(reason).label);
  return until ? (
    <Badge tone="attention">{words.wouldWait(within(until.shown), why)}</Badge>
  ) : (
    <Badge tone="warning">{words.wouldNot(why)}</Badge>
  );
}
