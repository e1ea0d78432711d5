import { BlockStack, Card, Divider, InlineGrid, InlineStack, Link, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { showNumber } from "#text/number.ts";
import { formatReason } from "#text/reasons.ts";
import { activityAddress } from "../activity/address.ts";
import { Figure } from "./Figure.tsx";

interface TodayCardProps {
  today: {
    entered: number;
    sent: number;
    skipped: number;
    failed: number;
    pending: number;
    unknown: number;
    reasons: readonly { reason: string; count: number }[];
    secondsToText: number | null;
  };
}

const words = text.home.today;

/** Today's figures, the time from event to text, and the reasons of skipped texts. */
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
        <InlineGrid columns={{ xs: 2, md: 3 }} gap="400">
          <Figure
            count={today.entered}
            name={words.entered}
            help={words.enteredHelp}
            url={activityAddress({ action: "enter", status: ["done"], when: "today" })}
          />
          <Figure
            count={today.sent}
            name={words.sent}
            help={words.sentHelp}
            url={activityAddress({ view: "sent", when: "today" })}
          />
          <Figure
            count={today.skipped}
            name={words.skipped}
            help={words.skippedHelp}
            url={activityAddress({ view: "skipped", when: "today" })}
          />
          <Figure
            count={today.failed}
            name={words.failed}
            help={words.failedHelp}
            url={activityAddress({ view: "failed", when: "today" })}
          />
          <Figure count={today.pending} name={words.pending} help={words.pendingHelp} url="/app/scheduled" />
          <Figure
            count={today.unknown}
            name={words.unknown}
            help={words.unknownHelp}
            url={activityAddress({ view: "unknown" })}
          />
        </InlineGrid>
        <Text as="p" tone="subdued">
          {today.secondsToText === null ? words.noPace : words.pace(today.secondsToText)}
        </Text>
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
              <Link url={activityAddress({ view: "skipped", reason: [reason], when: "today" })}>
                {formatReason(reason).label}
              </Link>
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
