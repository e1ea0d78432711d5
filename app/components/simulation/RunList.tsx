import { Badge, BlockStack, Box, Button, Card, Divider, InlineStack, Text, type BadgeProps } from "@shopify/polaris";
import type { BackgroundJobStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";

interface RunListProps {
  runs: readonly {
    id: string;
    status: BackgroundJobStatus;
    days: number;
    draft: boolean;
    by: string;
    asked: ShownMoment;
  }[];
  shownId: string | null;
  onShow: (id: string) => void;
}

const words = text.trial;
const tones: Record<BackgroundJobStatus, BadgeProps["tone"]> = {
  waiting: "info",
  running: "info",
  done: "success",
  failed: "critical",
  cancelled: undefined,
};

/** The shop's backtests, newest first. */
export function RunList({ runs, shownId, onShow }: RunListProps) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {words.runs}
        </Text>
        <BlockStack as="ul" gap="300">
          {runs.map(({ id, status, days, draft, by, asked }, at) => (
            <Box as="li" key={id}>
              <BlockStack gap="300">
                {at > 0 && <Divider />}
                <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
                  <BlockStack gap="050">
                    <InlineStack gap="200" blockAlign="center">
                      <Text as="span" fontWeight="medium">
                        {words.runLine(days, draft)}
                      </Text>
                      <Badge tone={tones[status]}>{words.status[status]}</Badge>
                    </InlineStack>
                    <Text as="span" tone="subdued" variant="bodySm">
                      {words.askedBy(asked.shown, by)}
                    </Text>
                  </BlockStack>
                  {id === shownId ? (
                    <Box minWidth="max-content">
                      <Text as="span" tone="subdued" variant="bodySm">
                        {words.shownNow}
                      </Text>
                    </Box>
                  ) : (
                    <Button
                      size="slim"
                      accessibilityLabel={words.showNamed(words.runLine(days, draft), asked.shown)}
                      onClick={() => onShow(id)}
                    >
                      {words.show}
                    </Button>
                  )}
                </InlineStack>
              </BlockStack>
            </Box>
          ))}
        </BlockStack>
      </BlockStack>
    </Card>
  );
}
