import { BlockStack, Box, Card, Divider, InlineGrid, InlineStack, Link, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { showNumber } from "#text/number.ts";
import { sayReason } from "#text/reasons.ts";
import { activityAddress } from "../activity/address.ts";

interface TodayCardProps {
  today: { entered: number; sent: number; skipped: number; failed: number; pending: number; reasons: readonly { reason: string; count: number }[] };
}

const words = text.home.today;

/** The shop's day so far in five figures, and why texts were held back. */
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
          <Figure count={today.sent} name={words.sent} help={words.sentHelp} url={activityAddress({ status: "sent" })} />
          <Figure count={today.skipped} name={words.skipped} help={words.skippedHelp} url={activityAddress({ status: "skipped" })} />
          <Figure count={today.failed} name={words.failed} help={words.failedHelp} url={activityAddress({ status: "failed" })} />
          <Figure count={today.pending} name={words.pending} help={words.pendingHelp} />
        </InlineGrid>
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
              <Link url={activityAddress({ reason })}>{sayReason(reason).label}</Link>
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
