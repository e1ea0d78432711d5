import { ActionList, Badge, Box, Button, InlineStack, Link, Popover, Text } from "@shopify/polaris";
import { useState } from "react";
import { text } from "#text/en.ts";
import { useAction } from "../browser/use-action.ts";
import { usePermission } from "../page/access.tsx";
import { ReadMark } from "./ReadMark.tsx";

interface Assignee {
  userId: string;
  name: string;
}

export interface ThreadHeadProps {
  thread: {
    id: string;
    name: string | null;
    phone: string;
    unread: number;
    isClosed: boolean;
    assignee: Assignee | null;
    assignees: readonly Assignee[];
  };
  self: string;
  list: string;
  /** The customer's panel, which is folded where it has no place beside the texts. */
  panel: { id: string; open: boolean; toggle: () => void };
}

const words = text.inbox;

/** Who the conversation is with, and its actions. */
export function ThreadHead({ thread, self, list, panel }: ThreadHeadProps) {
  const { id, name, phone, unread, isClosed, assignee } = thread;
  const mayReply = usePermission("messages.reply");
  return (
    <div className="inbox-head">
      <Box padding="300" borderBlockEndWidth="025" borderColor="border">
        <div className="inbox-head-row">
          <div className="inbox-who">
            <span className="inbox-back">
              <Link url={list} accessibilityLabel={words.back}>
                ←
              </Link>
            </span>
            <Text as="h2" variant="headingMd" truncate>
              {name ?? phone}
            </Text>
            {isClosed && <Badge>{words.closed}</Badge>}
          </div>
          <span className="inbox-customer-toggle">
            <Button
              size="slim"
              disclosure={panel.open ? "up" : "down"}
              ariaControls={panel.id}
              ariaExpanded={panel.open}
              onClick={panel.toggle}
            >
              {words.customer}
            </Button>
          </span>
          <InlineStack gap="200" blockAlign="center">
            {mayReply ? (
              <AssignButton key={`assign ${id}`} thread={thread} self={self} />
            ) : (
              <Text as="span" tone="subdued">
                {assignee ? words.assignedTo(assignee.name) : words.unassigned}
              </Text>
            )}
            {mayReply && <CloseButton key={`close ${id}`} isClosed={isClosed} self={self} />}
            {mayReply && !isClosed && <ReadMark key={id} unread={unread} self={self} list={list} />}
          </InlineStack>
        </div>
      </Box>
    </div>
  );
}

function AssignButton({ thread: { assignee, assignees }, self }: Pick<ThreadHeadProps, "thread" | "self">) {
  const [open, setOpen] = useState(false);
  const { act, busy } = useAction({ action: self, said: words.assigned });
  const assign = (userId: string | null) => {
    setOpen(false);
    if (userId !== (assignee?.userId ?? null)) act({ intent: "assign", userId });
  };
  return (
    <Popover
      active={open}
      onClose={() => setOpen(false)}
      activator={
        <Button
          size="slim"
          disclosure
          loading={busy}
          onClick={() => setOpen(!open)}
          accessibilityLabel={words.assignNamed(assignee?.name ?? null)}
        >
          {assignee?.name ?? words.unassigned}
        </Button>
      }
    >
      <ActionList
        items={[
          ...assignees.map(({ userId, name }) => ({
            content: name,
            active: userId === assignee?.userId,
            onAction: () => assign(userId),
          })),
          { content: words.unassigned, active: assignee === null, onAction: () => assign(null) },
        ]}
      />
    </Popover>
  );
}

function CloseButton({ isClosed, self }: { isClosed: boolean; self: string }) {
  const close = useAction({ action: self, said: words.closedNow });
  const reopen = useAction({ action: self, said: words.reopenedNow });
  return isClosed ? (
    <Button size="slim" loading={reopen.busy} onClick={() => reopen.act({ intent: "change", change: "reopen" })}>
      {words.reopen}
    </Button>
  ) : (
    <Button size="slim" loading={close.busy} onClick={() => close.act({ intent: "change", change: "close" })}>
      {words.close}
    </Button>
  );
}
