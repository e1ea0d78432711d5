import { Badge, BlockStack, Box, Card, Divider, InlineGrid, InlineStack, Link, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { showNumber } from "#text/number.ts";
import { sayReason } from "#text/reasons.ts";
import { activityAddress } from "../activity/address.ts";

interface TodayCardProps {
  today: { entered: number; sent: number; skipped: number; failed: number; pending: number; unknown: number; reasons: readonly { reason: string; count: number }[] };
}

const words = text.home.today;

/** The shop's day so far in five figures, texts that nobody can tell of, and why texts were held back. */
export function TodayCard({ today }: TodayCardProps) {
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="050">
          <Text as="h2" variant="headingMd">
            {words.title}
          </Text>
          <Text as="p" tone="subdued">
            {words.since}
          </Text>
        </BlockStack>
        <InlineGrid columns={{ xs: 2, md: 5 }} gap="400">
          <Figure count={today.entered} name={words.entered} help={words.enteredHelp} />
          <Figure count={today.sent} name={words.sent} help={words.sentHelp} url={activityAddress({ view: "sent" })} />
          <Figure count={today.skipped} name={words.skipped} help={words.skippedHelp} url={activityAddress({ view: "skipped" })} />
          <Figure count={today.failed} name={words.failed} help={words.failedHelp} url={activityAddress({ view: "failed" })} />
          <Figure count={today.pending} name={words.pending} help={words.pendingHelp} />
        </InlineGrid>
        {today.unknown > 0 && <Unknown texts={today.unknown} />}
        <Divider />
        <BlockStack gap="200">
          <Text as="h3" variant="headingSm">
            {words.reasons}
          </Text>
          {today.reasons.length === 0 && (
            <Text as="p" tone="subdued">
              {words.noReasons}
            </Text>
          )}
          {today.reasons.map(({ reason, count }) => (
            <InlineStack key={reason} align="space-between" gap="400" wrap={false}>
              <Link url={activityAddress({ view: "skipped", reason })}>{sayReason(reason).label}</Link>
              <Text as="span" numeric>
                {showNumber(count)}
              </Text>
            </InlineStack>
          ))}
        </BlockStack>
      </BlockStack>
    </Card>
  );
}

/** Neither sent nor not sent, and not waiting either: a case that wants to be seen. */
function Unknown({ texts }: { texts: number }) {
  return (
    <Box background="bg-surface-caution" borderRadius="200" padding="300">
      <BlockStack gap="100" inlineAlign="start">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h3" variant="headingSm">
            {words.unknown}
          </Text>
          <Badge tone="attention">{showNumber(texts)}</Badge>
        </InlineStack>
        <Text as="p">{words.unknownHelp(texts)}</Text>
        <Link url={activityAddress({ view: "unknown" })}>{words.seeUnknown(texts)}</Link>
      </BlockStack>
    </Box>
  );
}

function Figure({ count, name, help, url }: { count: number; name: string; help: string; url?: string }) {
  return (
    <Box>
      <BlockStack gap="050">
        <Text as="p" fontWeight="medium">
          {url ? (
            <Link url={url} monochrome>
              {name}
            </Link>
          ) : (
            name
          )}
        </Text>
        <Text as="p" variant="headingXl" numeric>
          {showNumber(count)}
        </Text>
        <Text as="p" tone="subdued" variant="bodySm">
          {help}
        </Text>
      </BlockStack>
    </Box>
  );
}
