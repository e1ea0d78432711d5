import { ActionList, BlockStack, Button, Card, InlineStack, Link, Popover, Text } from "@shopify/polaris";
import { MenuHorizontalIcon } from "@shopify/polaris-icons";
import { useState } from "react";
import type { SequenceStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import type { Moment } from "#text/moment.ts";
import { within } from "#text/sentence.ts";
import { useMay } from "../shell/access.tsx";
import { Confirm } from "../shell/Confirm.tsx";
import { StatusBadge } from "../shell/StatusBadge.tsx";
import { useAct } from "../shell/use-act.ts";

interface InsideLine {
  sequenceId: string;
  automationId: string | null;
  automation: string;
  status: SequenceStatus;
  due: Moment | null;
  held: boolean;
}

const words = text.customers;

/** The automations that a customer is in, and what can be done with each. */
export function InsideCard({ lines }: { lines: readonly InsideLine[] }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {words.inside}
        </Text>
        {lines.length === 0 && (
          <Text as="p" tone="subdued">
            {words.notInside}
          </Text>
        )}
        {lines.map((line) => (
          <InlineStack key={line.sequenceId} align="space-between" blockAlign="center" gap="200" wrap={false}>
            <BlockStack gap="050">
              {line.automationId ? <Link url={`/app/automations/${line.automationId}`}>{line.automation}</Link> : <Text as="span">{line.automation}</Text>}
              <InlineStack gap="150" blockAlign="center">
                <StatusBadge of="sequence" status={line.status} />
                <Text as="span" tone="subdued">
                  {line.held ? words.waits : line.due && words.dueAt(within(line.due.shown))}
                </Text>
              </InlineStack>
            </BlockStack>
            <Steering line={line} />
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  );
}

function Steering({ line: { sequenceId, automation, status } }: { line: InsideLine }) {
  const may = useMay("sequences.steer");
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState(false);
  const { act, busy } = useAct<{ ok: boolean; did: keyof typeof words.steered }>({ said: ({ did }) => words.steered[did], onDone: () => setAsking(false) });
  if (!may) return null;
  const steer = (to: keyof typeof words.steered) => act({ intent: "steer", sequenceId, to });
  const choose = (work: () => void) => () => {
    setOpen(false);
    work();
  };
  return (
    <>
      <Popover active={open} onClose={() => setOpen(false)} activator={<Button icon={MenuHorizontalIcon} variant="tertiary" accessibilityLabel={words.steer(automation)} onClick={() => setOpen(!open)} loading={busy} />}>
        <ActionList
          items={[
            status === "paused" ? { content: words.resume, onAction: choose(() => steer("resume")) } : { content: words.pause, onAction: choose(() => steer("pause")) },
            { content: words.cancel, destructive: true, onAction: choose(() => setAsking(true)) },
          ]}
        />
      </Popover>
      <Confirm open={asking} title={words.cancelTitle(automation)} action={words.cancelAction} destructive busy={busy} onConfirm={() => steer("cancel")} onClose={() => setAsking(false)}>
        <Text as="p">{words.cancelBody}</Text>
      </Confirm>
    </>
  );
}
