import { useNavigate } from "@remix-run/react";
import { BlockStack, Box, Card, Tabs, Text } from "@shopify/polaris";
import { ledgerViewKeys, type LedgerView } from "#core/credits/ledger-views.ts";
import { text } from "#text/en.ts";
import { EmptyState } from "../page/EmptyState.tsx";
import { Paging } from "../page/Paging.tsx";
import { LedgerTable, type LedgerLine } from "./LedgerTable.tsx";

const words = text.credits;
/** The anchor of the ledger, which lies below the other cards. */
const PLACE = "ledger";
const views = [undefined, ...ledgerViewKeys] as const;

interface LedgerCardProps {
  ledger: { rows: readonly LedgerLine[]; newer: string | null; older: string | null };
  /** Undefined shows the whole ledger. */
  view: LedgerView | undefined;
  loading: boolean;
}

function address(view: LedgerView | undefined, place: { newer?: string; older?: string } = {}): string {
  const parameters = new URLSearchParams({ ...(view && { view }), ...place });
  return parameters.size > 0 ? `/app/credits?${parameters.toString()}` : "/app/credits";
}

/** The ledger by pages, filtered by kind of entry. */
export function LedgerCard({ ledger: { rows, newer, older }, view, loading }: LedgerCardProps) {
  const navigate = useNavigate();
  const isEmpty = rows.length === 0;
  if (isEmpty && !view) {
    return (
      <Card padding="0">
        <EmptyState title={words.emptyTitle}>{words.emptyBody}</EmptyState>
      </Card>
    );
  }
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="200" id={PLACE}>
        <BlockStack gap="050">
          <Text as="h2" variant="headingMd">
            {words.ledger}
          </Text>
          <Text as="p" tone="subdued">
            {words.ledgerBody}
          </Text>
        </BlockStack>
      </Box>
      <Tabs
        tabs={views.map((one) => ({ id: one ?? "all", content: words.views[one ?? "all"] }))}
        selected={views.indexOf(view)}
        onSelect={(at) => navigate(address(views[at]), { replace: true, preventScrollReset: true })}
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
        newer={newer && `${address(view, { newer })}#${PLACE}`}
        older={older && `${address(view, { older })}#${PLACE}`}
      />
    </Card>
  );
}
