import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { contactOutcomes, type OutcomeCounts } from "#core/customers/contact-import/judge.ts";
import { text } from "#text/en.ts";
import { useDownload } from "../../activity/use-download.ts";
import { Fact, Facts } from "../../page/Facts.tsx";

const words = text.contacts;

interface OutcomesCardProps {
  title: string;
  counts: Partial<OutcomeCounts>;
  reasons: readonly { reason: string; rows: number }[];
  /** The rows that give no consent can be downloaded. */
  hasRows: boolean;
}

/** How many rows come to what, and why rows are left. */
export function OutcomesCard({ title, counts, reasons, hasRows }: OutcomesCardProps) {
  const download = useDownload(undefined, "");
  const left = (counts.invalid ?? 0) + (counts.duplicate ?? 0) + (counts.no_proof ?? 0) + (counts.opted_out ?? 0);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        <Facts>
          {contactOutcomes.map((outcome) =>
            counts[outcome] ? (
              <Fact key={outcome} name={words.outcomes[outcome]}>
                {words.rowCount(counts[outcome])}
              </Fact>
            ) : null,
          )}
        </Facts>
        {reasons.length > 0 && (
          <BlockStack gap="100">
            <Text as="h3" variant="headingSm">
              {words.whyTitle}
            </Text>
            <Facts>
              {reasons.map(({ reason, rows }) => (
                <Fact key={reason} name={words.reason(reason)}>
                  {words.rowCount(rows)}
                </Fact>
              ))}
            </Facts>
          </BlockStack>
        )}
        {hasRows && left > 0 && (
          <InlineStack>
            <Button loading={download.busy} onClick={() => download.act({ intent: "rows" })}>
              {words.download}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}
