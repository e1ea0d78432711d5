import { BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import type { RunStanding } from "#core/engine/run-state.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { formatRunWait } from "#text/run-wait.ts";
import { within } from "#text/sentence.ts";
import { SequenceActions } from "../automations/SequenceActions.tsx";
import { StatusBadge } from "../page/StatusBadge.tsx";

interface CustomerSequenceItem {
  sequenceId: string;
  automationId: string | null;
  automation: string;
  run: RunStanding;
  due: ShownMoment | null;
}

const words = text.customers;

/** The customer's active sequences, with their actions. */
export function CustomerSequencesCard({ lines }: { lines: readonly CustomerSequenceItem[] }) {
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
        {lines.map(({ sequenceId, automationId, automation, run, due }) => (
          <BlockStack key={sequenceId} gap="150">
            {automationId ? (
              <Link url={`/app/automations/${automationId}`}>{automation}</Link>
            ) : (
              <Text as="span">{automation}</Text>
            )}
            <InlineStack gap="150" blockAlign="center">
              <StatusBadge of="run" status={run.state} />
              <Text as="span" tone="subdued">
                {[
                  run.waitsFor && run.waitsFor !== "due" && formatRunWait(run.waitsFor),
                  due && words.dueAt(within(due.shown)),
                ]
                  .filter(Boolean)
                  .join(", ")}
              </Text>
            </InlineStack>
            <SequenceActions id={sequenceId} state={run.state} name={automation} />
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}
