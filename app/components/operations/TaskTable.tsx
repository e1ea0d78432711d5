import {
  Badge,
  BlockStack,
  Button,
  ButtonGroup,
  IndexTable,
  InlineStack,
  Text,
  useBreakpoints,
} from "@shopify/polaris";
import type { ReactNode } from "react";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { CompactRow } from "../page/CompactRow.tsx";
import { Time } from "../page/Time.tsx";
import { Part } from "./Part.tsx";

export interface ShownScheduledTask {
  name: string;
  description: string;
  pattern: string;
  enabled: boolean;
  running: boolean;
  last: ShownMoment | null;
  failed: boolean;
  error: string | null;
  next: ShownMoment | null;
}

interface TaskTableProps {
  tasks: readonly ShownScheduledTask[];
  /** The installation serves this shop only, which may therefore run and switch the tasks. */
  own: boolean;
  may: boolean;
  busy: boolean;
  onRun: (task: ShownScheduledTask) => void;
  onSwitch: (task: ShownScheduledTask) => void;
}

const words = text.health;

/** The scheduled tasks with their last and next runs. */
export function TaskTable({ tasks, own, may, busy, onRun, onSwitch }: TaskTableProps) {
  const { smDown } = useBreakpoints();
  const line = { offered: own && may, busy, onRun, onSwitch };
  return (
    <Part title={words.tasks} about={own ? words.tasksBody : words.tasksNotYours}>
      <IndexTable
        resourceName={words.taskResource}
        itemCount={tasks.length}
        selectable={false}
        condensed={smDown}
        headings={[
          { title: words.taskColumn },
          { title: words.lastRun },
          { title: words.nextRun },
          { title: words.runNow, hidden: true },
        ]}
      >
        {tasks.map((task, position) => (
          <IndexTable.Row id={task.name} key={task.name} position={position}>
            {smDown ? <CompactLine task={task} {...line} /> : <WideLine task={task} {...line} />}
          </IndexTable.Row>
        ))}
      </IndexTable>
    </Part>
  );
}

interface LineProps extends Pick<TaskTableProps, "busy" | "onRun" | "onSwitch"> {
  task: ShownScheduledTask;
  offered: boolean;
}

function WideLine(props: LineProps) {
  return (
    <>
      <IndexTable.Cell>
        <About {...props} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <LastRun {...props} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <NextRun {...props} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <InlineStack align="end">
          <TaskActions {...props} />
        </InlineStack>
      </IndexTable.Cell>
    </>
  );
}

function CompactLine(props: LineProps) {
  return (
    <CompactRow>
      <About {...props} />
      <Labelled label={words.lastRun}>
        <LastRun {...props} />
      </Labelled>
      <Labelled label={words.nextRun}>
        <NextRun {...props} />
      </Labelled>
      <TaskActions {...props} />
    </CompactRow>
  );
}

const Labelled = ({ label, children }: { label: string; children: ReactNode }) => (
  <BlockStack gap="050">
    <Text as="span" tone="subdued" variant="bodySm">
      {label}
    </Text>
    {children}
  </BlockStack>
);

function About({ task: { name, description } }: LineProps) {
  return (
    <div style={{ whiteSpace: "normal", maxWidth: "24rem" }}>
      <Text as="p" fontWeight="medium">
        {words.task(name)}
      </Text>
      <Text as="p" tone="subdued">
        {description}
      </Text>
    </div>
  );
}

function LastRun({ task: { last, failed, error, running } }: LineProps) {
  return (
    <div style={{ whiteSpace: "normal", maxWidth: "16rem" }}>
      <BlockStack gap="050">
        <InlineStack gap="200" blockAlign="center">
          {last ? (
            <Time at={last} />
          ) : (
            <Text as="span" tone="subdued">
              {words.never}
            </Text>
          )}
          {running ? (
            <Badge tone="info">{words.running}</Badge>
          ) : (
            last && <Badge tone={failed ? "critical" : "success"}>{failed ? words.taskFailed : words.taskWell}</Badge>
          )}
        </InlineStack>
        {error !== null && (
          <Text as="p" tone="critical" breakWord>
            {error}
          </Text>
        )}
      </BlockStack>
    </div>
  );
}

function NextRun({ task: { enabled, next, pattern } }: LineProps) {
  return (
    <BlockStack gap="050">
      {enabled ? (
        next && <Time at={next} />
      ) : (
        <span>
          <Badge tone="warning">{words.taskOff}</Badge>
        </span>
      )}
      <Text as="span" tone="subdued">
        {pattern}
      </Text>
    </BlockStack>
  );
}

function TaskActions({ task, offered, busy, onRun, onSwitch }: LineProps) {
  if (!offered) return null;
  const name = words.task(task.name);
  return (
    <ButtonGroup noWrap>
      <Button
        size="slim"
        disabled={busy || task.running}
        onClick={() => onRun(task)}
        accessibilityLabel={words.runNowNamed(name)}
      >
        {words.runNow}
      </Button>
      <Button
        size="slim"
        variant="tertiary"
        disabled={busy}
        onClick={() => onSwitch(task)}
        accessibilityLabel={task.enabled ? words.turnOffNamed(name) : words.turnOnNamed(name)}
      >
        {task.enabled ? words.turnOff : words.turnOn}
      </Button>
    </ButtonGroup>
  );
}
