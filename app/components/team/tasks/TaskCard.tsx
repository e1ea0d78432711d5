import { Badge, BlockStack, Button, ButtonGroup, Card, InlineStack, Link, Select, Text } from "@shopify/polaris";
import { useState } from "react";
import type { TaskStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { useAction } from "#components/browser/use-action.ts";
import { usePermission } from "#components/page/access.tsx";
import { Fact, Facts } from "#components/page/Facts.tsx";
import { Time } from "#components/page/Time.tsx";
import { WriteForm } from "#components/page/WriteForm.tsx";
import { TaskOrigin, type TaskLine } from "./TaskTable.tsx";

interface TaskCardProps {
  task: TaskLine & { assignee: { userId: string; name: string } | null };
  /** Oldest first. */
  comments: readonly { id: string; body: string; author: string | null; at: ShownMoment }[];
  assignees: readonly { userId: string; name: string }[];
}

const words = text.tasks;

/** A task: its facts and actions, and its comments. */
export const TaskCard = ({ task, comments, assignees }: TaskCardProps) => (
  <BlockStack gap="400">
    <Card>
      <BlockStack gap="300">
        {task.note !== "" && <div style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>{task.note}</div>}
        <Facts>
          <Fact name={words.due}>
            {task.due ? (
              <InlineStack gap="200">
                <Time at={task.due} />
                {task.overdue && <Badge tone="critical">{words.overdue}</Badge>}
              </InlineStack>
            ) : (
              words.noDue
            )}
          </Fact>
          <Fact name={words.ended}>{task.ended && <Time at={task.ended} />}</Fact>
          <Fact name={words.customer}>
            {task.customer && (
              <Link url={`/app/customers/${task.customer.id}`}>{task.customer.name || words.noName}</Link>
            )}
          </Fact>
          <Fact name={words.asked}>{(task.asked || task.createdBy) && <TaskOrigin task={task} />}</Fact>
        </Facts>
        <TaskActions task={task} assignees={assignees} />
      </BlockStack>
    </Card>
    <Comments comments={comments} />
  </BlockStack>
);

function TaskActions({ task: { status, assignee }, assignees }: Pick<TaskCardProps, "task" | "assignees">) {
  const may = usePermission("tasks.manage");
  const assign = useAction({ said: words.assigned });
  const done = useAction({ said: words.said.done(1) });
  const open = useAction({ said: words.said.open(1) });
  const cancelled = useAction({ said: words.said.cancelled(1) });
  const acts = { done, open, cancelled };
  if (!may)
    return (
      <Text as="p" tone="subdued">
        {assignee ? `${words.assignee} ${assignee.name}` : words.unassigned}
      </Text>
    );
  const button = (to: TaskStatus, label: string) => (
    <Button loading={acts[to].busy} onClick={() => acts[to].act({ intent: "status", status: to })}>
      {label}
    </Button>
  );
  const known = assignee && !assignees.some(({ userId }) => userId === assignee.userId) ? [assignee] : [];
  return (
    <BlockStack gap="300">
      <Select
        label={words.assignee}
        value={assignee?.userId ?? ""}
        disabled={assign.busy}
        onChange={(userId) => assign.act({ intent: "assign", userId: userId || null })}
        options={[
          { label: words.unassigned, value: "" },
          ...[...known, ...assignees].map(({ userId, name }) => ({ label: name, value: userId })),
        ]}
      />
      <ButtonGroup>
        {status === "open" ? button("done", words.done) : button("open", words.reopen)}
        {status === "open" && button("cancelled", words.cancel)}
      </ButtonGroup>
    </BlockStack>
  );
}

function Comments({ comments }: Pick<TaskCardProps, "comments">) {
  const may = usePermission("tasks.manage");
  const [body, setBody] = useState("");
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {words.comments}
        </Text>
        {comments.length === 0 && (
          <Text as="p" tone="subdued">
            {words.noComments}
          </Text>
        )}
        {comments.map(({ id, body: said, author, at }) => (
          <BlockStack key={id} gap="050">
            <InlineStack gap="200">
              <Text as="span" fontWeight="medium">
                {words.byHand(author)}
              </Text>
              <Text as="span" tone="subdued">
                <Time at={at} />
              </Text>
            </InlineStack>
            <div style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>{said}</div>
          </BlockStack>
        ))}
        {may && (
          <WriteForm
            intent="comment"
            label={words.comment}
            action={words.saveComment}
            body={body}
            onChange={setBody}
            said={words.commentSaved}
            help={null}
          />
        )}
      </BlockStack>
    </Card>
  );
}
