import { Badge, BlockStack, IndexTable, InlineStack, Link, Text } from "@shopify/polaris";
import type { MouseEvent, ReactNode } from "react";
import { text } from "#text/en.ts";
import { showNumber } from "#text/number.ts";
import { CompactRow } from "../page/CompactRow.tsx";
import { StatusBadge } from "../page/StatusBadge.tsx";
import { AutomationSwitch, shownStatus } from "./AutomationSwitch.tsx";
import type { AutomationListItem } from "./automation-filter.ts";
import { RowMenu } from "./RowMenu.tsx";
import type { BulkActionName } from "./use-bulk-actions.ts";
import { useSwitch } from "./use-switch.ts";

const words = text.automations;

interface AutomationCellsProps {
  automation: AutomationListItem;
  compact: boolean;
  onDeed: (deed: BulkActionName) => void;
  onTag: () => void;
}

/** The cells of one row in the list of automations. */
export function AutomationCells({ automation, compact, onDeed, onTag }: AutomationCellsProps) {
  const { wanted, submit } = useSwitch(automation.name);
  const shown = shownStatus(automation.status, wanted);
  const status = (
    <InlineStack gap="100">
      <StatusBadge of="automation" status={shown} />
      {automation.unpublished && <Badge tone="attention">{words.unpublished}</Badge>}
    </InlineStack>
  );
  // A click on a button of the row must not open or select the row.
  const buttons = (
    <span role="presentation" onClick={stay}>
      <InlineStack gap="100" wrap={false} align="end" blockAlign="center">
        {automation.status !== "archived" && (
          <AutomationSwitch automation={automation} shown={shown} submit={submit} busy={wanted !== null} />
        )}
        <RowMenu automation={automation} onDeed={onDeed} onTag={onTag} />
      </InlineStack>
    </span>
  );
  const parts = { automation, status, buttons };
  return compact ? <CompactLine {...parts} /> : <WideLine {...parts} />;
}

interface Parts {
  automation: AutomationListItem;
  status: ReactNode;
  buttons: ReactNode;
}

function WideLine({ automation, status, buttons }: Parts) {
  const { figures, revenue } = automation;
  return (
    <>
      <IndexTable.Cell>
        <BlockStack>
          <Name automation={automation} />
          <Text as="span" tone="subdued">
            {automation.trigger}
          </Text>
          <Tags of={automation} />
        </BlockStack>
      </IndexTable.Cell>
      <IndexTable.Cell>{status}</IndexTable.Cell>
      {Object.entries(figures).map(([figure, count]) => (
        <IndexTable.Cell key={figure}>
          <Text as="span" numeric alignment="end">
            {showNumber(count)}
          </Text>
        </IndexTable.Cell>
      ))}
      <IndexTable.Cell>
        <BlockStack inlineAlign="end">
          <Text as="span" numeric alignment="end" tone={revenue.orders > 0 ? undefined : "subdued"}>
            {revenue.shown || words.noRevenue}
          </Text>
          {revenue.orders > 0 && (
            <Text as="span" tone="subdued" variant="bodySm">
              {words.orders(revenue.orders)}
            </Text>
          )}
        </BlockStack>
      </IndexTable.Cell>
      <IndexTable.Cell>{buttons}</IndexTable.Cell>
    </>
  );
}

function CompactLine({ automation, status, buttons }: Parts) {
  const { entered, sent, skipped } = automation.figures;
  return (
    <CompactRow>
      <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
        <BlockStack gap="100">
          <Name automation={automation} />
          {status}
        </BlockStack>
        {buttons}
      </InlineStack>
      <Text as="span" tone="subdued">
        {automation.trigger}
      </Text>
      <Tags of={automation} />
      <Text as="span" tone="subdued">
        {words.figures(entered, sent, skipped)}
        {automation.revenue.orders > 0 && ` · ${automation.revenue.shown}`}
      </Text>
    </CompactRow>
  );
}

const Tags = ({ of: { tags } }: { of: AutomationListItem }) =>
  tags.length > 0 && (
    <InlineStack gap="100">
      {tags.map((tag) => (
        <Badge key={tag}>{tag}</Badge>
      ))}
    </InlineStack>
  );

function Name({ automation: { id, name } }: { automation: AutomationListItem }) {
  return (
    <Link dataPrimaryLink monochrome removeUnderline url={`/app/automations/${id}`}>
      <Text as="span" fontWeight="semibold">
        {name}
      </Text>
    </Link>
  );
}

const stay = (event: MouseEvent) => event.stopPropagation();
