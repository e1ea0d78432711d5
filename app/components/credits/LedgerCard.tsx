import { useNavigate } from "@remix-run/react";
import { BlockStack, Box, Button, Card, Filters, InlineStack, Tabs, Text } from "@shopify/polaris";
import type { Days } from "#core/activity/days.ts";
import { ledgerViewKeys } from "#core/credits/ledger-views.ts";
import { text } from "#text/en.ts";
import { useDownload } from "../activity/use-download.ts";
import { usePermission } from "../page/access.tsx";
import { daysFilter, formatDays } from "../page/DaysFilter.tsx";
import { EmptyState } from "../page/EmptyState.tsx";
import { Paging } from "../page/Paging.tsx";
import { ledgerAddress, type LedgerQuery } from "./address.ts";
import { LedgerTable, type LedgerLine } from "./LedgerTable.tsx";

const words = text.credits;
/** The anchor of the ledger, which lies below the other cards. */
const PLACE = "ledger";
const views = [undefined, ...ledgerViewKeys] as const;

interface LedgerCardProps {
  ledger: { rows: readonly LedgerLine[]; newer: string | null; older: string | null };
  query: LedgerQuery;
  /** The days that are shown: those of the query, or the default. */
  days: Days;
  /** The ledger has no entry at all. */
  isNew: boolean;
  loading: boolean;
}

/** The ledger by pages, filtered by kind of entry. */
export function LedgerCard({ ledger: { rows, newer, older }, query, days, isNew, loading }: LedgerCardProps) {
  const navigate = useNavigate();
  const mayExport = usePermission("data.export");
  const download = useDownload(undefined, "/app/credits/export");
  const { view, when, from, to } = query;
  const show = (next: LedgerQuery) =>
    navigate(ledgerAddress({ view, when, from, to, ...next }), { replace: true, preventScrollReset: true });
  const period = daysFilter({ days: query, onChoose: show });
  const isEmpty = rows.length === 0;
  if (isEmpty && isNew) {
    return (
      <Card padding="0">
        <EmptyState title={words.emptyTitle}>{words.emptyBody}</EmptyState>
      </Card>
    );
  }
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="200" id={PLACE}>
        <InlineStack align="space-between" gap="200">
          <BlockStack gap="050">
            <Text as="h2" variant="headingMd">
              {words.ledgerIn(formatDays(days))}
            </Text>
            <Text as="p" tone="subdued">
              {words.ledgerBody}
            </Text>
          </BlockStack>
          {mayExport && (
            <Button loading={download.busy} onClick={() => download.act({ ...days })}>
              {words.export.open}
            </Button>
          )}
        </InlineStack>
      </Box>
      <Tabs
        tabs={views.map((one) => ({ id: one ?? "all", content: words.views[one ?? "all"] }))}
        selected={views.indexOf(view)}
        onSelect={(at) => show({ view: views[at] })}
      />
      <Filters
        hideQueryField
        onQueryChange={ignore}
        onQueryClear={ignore}
        filters={[period.filter]}
        appliedFilters={period.applied}
        onClearAll={() => show({ when: undefined, from: undefined, to: undefined })}
      />
      {isEmpty ? (
        <Box padding="400">
          <Text as="p" tone="subdued">
            {words.noneInView}
          </Text>
        </Box>
      ) : (
        <LedgerTable entries={rows} loading={loading} />
      )}
      <Paging
        newer={newer && `${ledgerAddress({ view, when, from, to, newer })}#${PLACE}`}
        older={older && `${ledgerAddress({ view, when, from, to, older })}#${PLACE}`}
      />
    </Card>
  );
}

/** The filters have no search. */
const ignore = () => undefined;
