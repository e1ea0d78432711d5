import { BlockStack, Box, Card, IndexTable, InlineStack, Pagination, Text, useBreakpoints } from "@shopify/polaris";
import type { LogStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { formatReason } from "#text/reasons.ts";
import { CompactRow } from "../page/CompactRow.tsx";
import { DecisionBadge } from "../page/DecisionBadge.tsx";
import { Time } from "../page/Time.tsx";

interface Line {
  id: string;
  at: ShownMoment;
  customer: { name: string | null; phone: string | null };
  action: string;
  status: LogStatus;
  reason: string | null;
  body: string | null;
  step: string;
}

interface FoundLinesProps {
  found: { lines: readonly Line[]; page: number; hasMore: boolean; notKept: number };
  onPage: (page: number) => void;
}

const words = text.trial;

/** The messages of a backtest, by pages. */
export function BacktestLines({ found: { lines, page, hasMore, notKept }, onPage }: FoundLinesProps) {
  const { smDown } = useBreakpoints();
  return (
    <Card padding="0">
      <Box padding="400">
        <Text as="h2" variant="headingMd">
          {words.linesTitle}
        </Text>
        {lines.length === 0 && <Text as="p">{words.linesEmpty}</Text>}
      </Box>
      {lines.length > 0 && (
        <IndexTable
          resourceName={words.lineResource}
          itemCount={lines.length}
          selectable={false}
          condensed={smDown}
          headings={[
            { title: words.lineAt },
            { title: words.lineCustomer },
            { title: words.lineWhat },
            { title: words.lineOutcome },
          ]}
        >
          {lines.map((line, position) => (
            <IndexTable.Row id={line.id} key={line.id} position={position}>
              <LineCells line={line} compact={smDown} />
            </IndexTable.Row>
          ))}
        </IndexTable>
      )}
      {(page > 1 || hasMore) && (
        <Box padding="300" borderBlockStartWidth="025" borderColor="border">
          <InlineStack align="center">
            <Pagination
              label={words.page(page)}
              hasPrevious={page > 1}
              onPrevious={() => onPage(page - 1)}
              hasNext={hasMore}
              onNext={() => onPage(page + 1)}
              accessibilityLabels={{ previous: words.previous, next: words.next }}
            />
          </InlineStack>
        </Box>
      )}
      {notKept > 0 && (
        <Box padding="400">
          <Text as="p" tone="subdued">
            {words.linesNotKept(notKept)}
          </Text>
        </Box>
      )}
    </Card>
  );
}

function LineCells({
  line: { at, customer, action, status, reason, body, step },
  compact,
}: {
  line: Line;
  compact: boolean;
}) {
  const who = (
    <BlockStack gap="050">
      <Text as="span" fontWeight="medium">
        {customer.name ?? words.noName}
      </Text>
      <Text as="span" tone="subdued">
        {customer.phone}
      </Text>
    </BlockStack>
  );
  const what = (
    <Text as="span" breakWord>
      {body ?? step}
    </Text>
  );
  const outcome = (
    <BlockStack gap="050" inlineAlign="start">
      <DecisionBadge action={action} status={status} />
      {reason && <Text as="span">{formatReason(reason).label}</Text>}
    </BlockStack>
  );
  if (compact) {
    return (
      <CompactRow>
        <Text as="span" tone="subdued">
          <Time at={at} />
        </Text>
        {who}
        {what}
        {outcome}
      </CompactRow>
    );
  }
  return (
    <>
      <IndexTable.Cell>
        <Time at={at} />
      </IndexTable.Cell>
      <IndexTable.Cell>{who}</IndexTable.Cell>
      <IndexTable.Cell>
        <div style={{ whiteSpace: "normal", minWidth: "12rem", maxWidth: "20rem" }}>{what}</div>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <div style={{ whiteSpace: "normal", maxWidth: "11rem" }}>{outcome}</div>
      </IndexTable.Cell>
    </>
  );
}
