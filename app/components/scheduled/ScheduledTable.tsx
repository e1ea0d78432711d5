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

type ManyChanged = ActionResponse & { done: number; left: number };

interface ScheduledTableProps {
  rows: readonly ScheduledItem[];
  loading: boolean;
  /** The city of the shop's time zone. */
  zone: string;
}

/** The next message of each run: time, customer, words and actions. */
export function ScheduledTable({ rows, loading, zone }: ScheduledTableProps) {
  const { smDown } = useBreakpoints();
  const may = usePermission("sequences.steer");
  const [asking, setAsking] = useState<"skip" | "remove" | null>(null);
  const lines = rows.map(({ id }) => ({ id }));
  const { selectedResources, allResourcesSelected, handleSelectionChange, clearSelection } =
    useIndexResourceState(lines);
  const close = () => setAsking(null);
  const onDone = () => {
    close();
    clearSelection();
  };
  const skip = useAction<ManyChanged>({
    action: CHANGE_STEP_ACTION,
    said: ({ done, left }) => words.skippedMany(done, left),
    onDone,
  });
  const remove = useAction<ManyChanged>({
    action: CHANGE_STEP_ACTION,
    said: ({ done, left }) => words.removedMany(done, left),
    onDone,
  });
  const sequencesOf = (ids: readonly string[]) =>
    rows.filter(({ id }) => ids.includes(id)).map(({ sequenceId }) => sequenceId);
  return (
    <>
      <IndexTable
        key={layoutKey(smDown)}
        resourceName={words.resource}
        itemCount={rows.length}
        selectable={may}
        selectedItemsCount={allResourcesSelected ? "All" : selectedResources.length}
        onSelectionChange={handleSelectionChange}
        promotedBulkActions={[
          { content: words.skipMany, onAction: () => setAsking("skip") },
          { content: words.removeMany, onAction: () => setAsking("remove") },
        ]}
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
        open={asking === "skip"}
        title={words.skipManyTitle(selectedResources.length)}
        action={words.skipMany}
        destructive
        busy={skip.busy}
        onConfirm={() => skip.act({ intent: "skip_many", ids: selectedResources })}
        onClose={close}
      >
        <Text as="p">{words.skipManyBody}</Text>
      </Confirm>
      <Confirm
        open={asking === "remove"}
        title={words.removeManyTitle(selectedResources.length)}
        action={words.removeMany}
        destructive
        busy={remove.busy}
        onConfirm={() => remove.act({ intent: "remove_many", ids: sequencesOf(selectedResources) })}
        onClose={close}
      >
        <Text as="p">{words.removeManyBody}</Text>
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
        <Message row={row} />
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
        {words.ofAutomation(row.tells, row.automation.name)}
      </Text>
      <Message row={row} />
      <State row={row} />
    </CompactRow>
  );
}

/** The message's words, and what may still stop or change it. */
const Message = ({ row: { says, skippedFor, mayChange } }: { row: ScheduledItem }) => (
  <BlockStack gap="050">
    {says && <Brief>{says}</Brief>}
    {skippedFor && <Brief>{words.skippedFor(skippedFor)}</Brief>}
    {mayChange.map((line) => (
      <Brief key={line} subdued>
        {line}
      </Brief>
    ))}
  </BlockStack>
);

function Due({ row: { due, there, isEstimate } }: { row: ScheduledItem }) {
  return (
    <BlockStack>
      {isEstimate ? <Text as="span">{words.about(due.shown)}</Text> : <Time at={due} />}
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

function State({ row: { run, isOverdue, skippedFor } }: { row: ScheduledItem }) {
  return (
    <BlockStack gap="050" inlineAlign="start">
      <StatusBadge of="run" status={run.state} />
      {skippedFor && <Badge tone="warning">{words.willBeSkipped}</Badge>}
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
