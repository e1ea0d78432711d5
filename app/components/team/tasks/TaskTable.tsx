import {
  Badge,
  BlockStack,
  Button,
  ButtonGroup,
  IndexTable,
  InlineStack,
  Link,
  Text,
  useBreakpoints,
  useIndexResourceState,
} from "@shopify/polaris";
import type { TaskStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { CompactRow } from "#components/page/CompactRow.tsx";
import { layoutKey, NarrowRow } from "#components/page/NarrowRow.tsx";
import { Time } from "#components/page/Time.tsx";

export interface TaskLine {
  id: string;
  title: string;
  note: string;
  status: TaskStatus;
  due: ShownMoment | null;
  overdue: boolean;
  ended: ShownMoment | null;
  customer: { id: string; name: string } | null;
  asked: { automation: string; logId: string | null } | null;
  createdBy: { name: string | null } | null;
  assignee: { name: string } | null;
  comments: number;
}

interface TaskTableProps {
  tasks: readonly TaskLine[];
  /** Done and cancelled tasks, which can be reopened. */
  over: boolean;
  /** The visitor may change tasks. */
  may: boolean;
  loading: boolean;
  onSet: (ids: readonly string[], status: TaskStatus) => void;
}

const words = text.tasks;

/** The list of tasks, with bulk actions. */
export function TaskTable({ tasks, over, may, loading, onSet }: TaskTableProps) {
  const { smDown } = useBreakpoints();
  const { selectedResources, allResourcesSelected, handleSelectionChange, clearSelection } = useIndexResourceState(
    tasks.map(({ id }) => ({ id })),
  );
  const all = (status: TaskStatus) => () => {
    onSet(selectedResources, status);
    clearSelection();
  };
  const bulk = over
    ? [{ content: words.reopen, onAction: all("open") }]
    : [
        { content: words.done, onAction: all("done") },
        { content: words.cancel, onAction: all("cancelled") },
      ];
  return (
    <IndexTable
      key={layoutKey(smDown)}
      resourceName={words.resource}
      itemCount={tasks.length}
      selectable={may}
      selectedItemsCount={allResourcesSelected ? "All" : selectedResources.length}
      onSelectionChange={handleSelectionChange}
      promotedBulkActions={bulk}
      loading={loading}
      condensed={smDown && !may}
      headings={
        smDown
          ? [{ title: words.task }]
          : [
              { title: words.task },
              { title: words.customer },
              { title: over ? words.ended : words.due },
              { title: words.assignee },
              { title: words.asked },
              { title: words.actions, hidden: true },
            ]
      }
    >
      {tasks.map((task, position) => (
        <IndexTable.Row id={task.id} key={task.id} position={position} selected={selectedResources.includes(task.id)}>
          {smDown ? (
            <NarrowRow chosen={may}>
              <CompactLine task={task} over={over} may={may} onSet={onSet} />
            </NarrowRow>
          ) : (
            <WideLine task={task} over={over} may={may} onSet={onSet} />
          )}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

interface LineProps {
  task: TaskLine;
  over: boolean;
  may: boolean;
  onSet: TaskTableProps["onSet"];
}

function WideLine({ task, over, may, onSet }: LineProps) {
  return (
    <>
      <IndexTable.Cell>
        <Title task={task} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Whose task={task} />
      </IndexTable.Cell>
      <IndexTable.Cell>{over ? task.ended && <Time at={task.ended} /> : <Due task={task} />}</IndexTable.Cell>
      <IndexTable.Cell>{task.assignee?.name}</IndexTable.Cell>
      <IndexTable.Cell>
        <TaskOrigin task={task} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <InlineStack align="end">{may && <TaskButtons task={task} over={over} onSet={onSet} />}</InlineStack>
      </IndexTable.Cell>
    </>
  );
}

function CompactLine({ task, over, may, onSet }: LineProps) {
  return (
    <CompactRow>
      <Title task={task} />
      <InlineStack gap="200" blockAlign="center">
        <Whose task={task} />
        {over ? task.ended && <Time at={task.ended} /> : <Due task={task} />}
      </InlineStack>
      {task.assignee && (
        <Text as="span" tone="subdued">
          {`${words.assignee} ${task.assignee.name}`}
        </Text>
      )}
      {(task.asked || task.createdBy) && (
        <InlineStack gap="100">
          <Text as="span" tone="subdued">
            {words.asked}
          </Text>
          <TaskOrigin task={task} />
        </InlineStack>
      )}
      {may && <TaskButtons task={task} over={over} onSet={onSet} />}
    </CompactRow>
  );
}

function Title({ task: { id, title, note, status, comments } }: { task: TaskLine }) {
  return (
    <div style={{ whiteSpace: "normal", overflowWrap: "anywhere", maxWidth: "28rem" }}>
      <BlockStack gap="050">
        <InlineStack gap="200" blockAlign="center">
          <Text as="span" fontWeight="medium">
            <Link url={`/app/tasks/${id}`} removeUnderline monochrome>
              {title}
            </Link>
          </Text>
          {status === "cancelled" && <Badge>{words.cancelled}</Badge>}
        </InlineStack>
        {note !== "" && (
          <Text as="span" tone="subdued">
            {note}
          </Text>
        )}
        {comments > 0 && (
          <Text as="span" variant="bodySm" tone="subdued">
            {words.commentCount(comments)}
          </Text>
        )}
      </BlockStack>
    </div>
  );
}

function Whose({ task: { customer } }: { task: TaskLine }) {
  return customer && <Link url={`/app/customers/${customer.id}`}>{customer.name || words.noName}</Link>;
}

function Due({ task: { due, overdue } }: { task: TaskLine }) {
  if (!due)
    return (
      <Text as="span" tone="subdued">
        {words.noDue}
      </Text>
    );
  return (
    <InlineStack gap="200" blockAlign="center" wrap={false}>
      <Time at={due} />
      {overdue && <Badge tone="critical">{words.overdue}</Badge>}
    </InlineStack>
  );
}

/** The automation or the staff member that created a task. */
export function TaskOrigin({ task: { asked, createdBy } }: { task: Pick<TaskLine, "asked" | "createdBy"> }) {
  if (createdBy) return words.byHand(createdBy.name);
  if (!asked) return null;
  if (!asked.logId) return asked.automation;
  return (
    <Link url={`/app/activity/${asked.logId}`} accessibilityLabel={words.asksWhy(asked.automation)}>
      {asked.automation}
    </Link>
  );
}

/** A click on a button must not select the row. */
function TaskButtons({ task: { id, title }, over, onSet }: Omit<LineProps, "may">) {
  return (
    <div onClick={(event) => event.stopPropagation()} role="presentation">
      <ButtonGroup noWrap>
        {over ? (
          <Button size="slim" onClick={() => onSet([id], "open")} accessibilityLabel={words.reopenNamed(title)}>
            {words.reopen}
          </Button>
        ) : (
          <>
            <Button size="slim" onClick={() => onSet([id], "done")} accessibilityLabel={words.doneNamed(title)}>
              {words.done}
            </Button>
            <Button
              size="slim"
              variant="tertiary"
              onClick={() => onSet([id], "cancelled")}
              accessibilityLabel={words.cancelNamed(title)}
            >
              {words.cancel}
            </Button>
          </>
        )}
      </ButtonGroup>
    </div>
  );
}
