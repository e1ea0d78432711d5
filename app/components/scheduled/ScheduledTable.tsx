import {
  Badge,
  BlockStack,
  IndexTable,
  InlineStack,
  Link,
  Text,
  useBreakpoints,
  useIndexResourceState,
} from "@shopify/polaris";
import { useState, type MouseEvent } from "react";
import { text } from "#text/en.ts";
import { formatRunWait } from "#text/run-wait.ts";
import { entryAddress } from "../activity/address.ts";
import { usePermission } from "../page/access.tsx";
import { CompactRow } from "../page/CompactRow.tsx";
import { Confirm } from "../page/Confirm.tsx";
import { layoutKey, NarrowRow } from "../page/NarrowRow.tsx";
import { StatusBadge } from "../page/StatusBadge.tsx";
import { Time } from "../page/Time.tsx";
import { useAction, type ActionResponse } from "../browser/use-action.ts";
import { changedStepOf, customerNameOf, type ScheduledItem } from "./scheduled-item.ts";
import { StepActions } from "./StepActions.tsx";
import { CHANGE_STEP_ACTION } from "./change-step-action.ts";

const words = text.scheduled;

interface ScheduledTableProps {
  rows: readonly ScheduledItem[];
  loading: boolean;
  /** The city of the shop's time zone. */
  zone: string;
}

/** Scheduled steps: time, customer, message and actions. */
export function ScheduledTable({ rows, loading, zone }: ScheduledTableProps) {
  const { smDown } = useBreakpoints();
  const may = usePermission("sequences.steer");
  const [asking, setAsking] = useState(false);
  const lines = rows.map(({ id }) => ({ id }));
  const { selectedResources, allResourcesSelected, handleSelectionChange, clearSelection } =
    useIndexResourceState(lines);
  const close = () => setAsking(false);
  const cancel = useAction<ActionResponse & { done: number; left: number }>({
    action: CHANGE_STEP_ACTION,
    said: ({ done, left }) => words.cancelledMany(done, left),
    onDone: () => {
      close();
      clearSelection();
    },
  });
  return (
    <>
      <IndexTable
        key={layoutKey(smDown)}
        resourceName={words.resource}
        itemCount={rows.length}
        selectable={may}
        selectedItemsCount={allResourcesSelected ? "All" : selectedResources.length}
        onSelectionChange={handleSelectionChange}
        promotedBulkActions={[{ content: words.cancelMany, onAction: () => setAsking(true) }]}
        loading={loading}
        condensed={smDown && !may}
        headings={
          smDown
            ? [{ title: words.step }]
            : [
                { title: words.due },
                { title: words.customer },
                { title: words.step },
                { title: words.says },
                { title: words.state },
                { title: words.more, hidden: true },
              ]
        }
      >
        {rows.map((row, position) => (
          <IndexTable.Row
            id={row.id}
            key={row.id}
            position={position}
            selected={selectedResources.includes(row.id)}
            accessibilityLabel={words.select(row.tells, customerNameOf(row))}
          >
            {smDown ? (
              <NarrowRow chosen={may}>
                <CompactLine row={row} zone={zone} />
              </NarrowRow>
            ) : (
              <WideLine row={row} zone={zone} />
            )}
          </IndexTable.Row>
        ))}
      </IndexTable>
      <Confirm
        open={asking}
        title={words.cancelManyTitle(selectedResources.length)}
        action={words.cancelMany}
        destructive
        busy={cancel.busy}
        onConfirm={() => cancel.act({ intent: "cancel_many", ids: selectedResources })}
        onClose={close}
      >
        <Text as="p">{words.cancelManyBody}</Text>
      </Confirm>
    </>
  );
}

type LineProps = { row: ScheduledItem; zone: string };

function WideLine({ row, zone }: LineProps) {
  return (
    <>
      <IndexTable.Cell>
        <Due row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <CustomerCell row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <BlockStack>
          <Text as="span">{row.automation.name}</Text>
          <Brief subdued>{row.tells}</Brief>
        </BlockStack>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Brief>{row.says ?? ""}</Brief>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <State row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Actions row={row} zone={zone} />
      </IndexTable.Cell>
    </>
  );
}

function CompactLine({ row, zone }: LineProps) {
  return (
    <CompactRow>
      <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
        <CustomerCell row={row} />
        <Actions row={row} zone={zone} />
      </InlineStack>
      <Due row={row} />
      <Text as="span" tone="subdued">
        {row.automation.name}
      </Text>
      <Text as="span" breakWord>
        {row.says ?? row.tells}
      </Text>
      <State row={row} />
    </CompactRow>
  );
}

function Due({ row: { due, there } }: { row: ScheduledItem }) {
  return (
    <BlockStack>
      <Time at={due} />
      {there && (
        <Text as="span" tone="subdued">
          {words.there(there.shown, there.zone)}
        </Text>
      )}
    </BlockStack>
  );
}

/** The customer, with a link to the sequence's path. */
function CustomerCell({ row }: { row: ScheduledItem }) {
  const name = (
    <Text as="span" fontWeight="medium">
      {customerNameOf(row)}
    </Text>
  );
  return (
    <BlockStack>
      {row.entryId ? (
        <Link dataPrimaryLink monochrome removeUnderline url={entryAddress(row.entryId)}>
          {name}
        </Link>
      ) : (
        name
      )}
      {row.customer.name && row.customer.phone && (
        <Text as="span" tone="subdued">
          {row.customer.phone}
        </Text>
      )}
    </BlockStack>
  );
}

function State({ row: { run, isOverdue } }: { row: ScheduledItem }) {
  return (
    <BlockStack gap="050" inlineAlign="start">
      <StatusBadge of="run" status={run.state} />
      {isOverdue && <Badge tone="critical">{words.overdue}</Badge>}
      {run.waitsFor && <Brief>{formatRunWait(run.waitsFor)}</Brief>}
    </BlockStack>
  );
}

/** A click on an action must not open the row. */
const Actions = ({ row, zone }: LineProps) => (
  <span role="presentation" onClick={stay}>
    <StepActions as="menu" step={changedStepOf(row)} zone={zone} />
  </span>
);

const stay = (event: MouseEvent) => event.stopPropagation();

/** Long text that wraps within a table cell. */
const Brief = ({ children, subdued = false }: { children: string; subdued?: boolean }) => (
  <div style={{ whiteSpace: "normal", maxWidth: "22rem", overflowWrap: "anywhere" }}>
    <Text as="span" tone={subdued ? "subdued" : undefined}>
      {children}
    </Text>
  </div>
);
