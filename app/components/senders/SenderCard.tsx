import { Badge, Banner, BlockStack, Button, Card, InlineStack, List, Text, type BadgeProps } from "@shopify/polaris";
import { useState } from "react";
import type { SenderKind, SenderStatus } from "#core/statuses.ts";
import { useAction } from "#components/browser/use-action.ts";
import { Confirm } from "#components/page/Confirm.tsx";
import { Fact, Facts } from "#components/page/Facts.tsx";
import { Time } from "#components/page/Time.tsx";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";

const words = text.senders;

export interface SenderLine {
  id: string;
  kind: SenderKind;
  status: SenderStatus;
  shown: string | null;
  problem: string | null;
  refusals: readonly { code: string | null; reason: string; remedy: string | null }[];
  editUntil: ShownMoment | null;
  submittedAt: ShownMoment | null;
  decidedAt: ShownMoment | null;
}

const tones: Record<SenderStatus, BadgeProps["tone"]> = {
  draft: "attention",
  submitted: "info",
  in_review: "info",
  approved: "success",
  refused: "critical",
  suspended: "critical",
  released: undefined,
};

/** The state may have changed at the provider. */
const WITH_CARRIERS: readonly SenderStatus[] = ["submitted", "in_review", "refused"];

/** One sender: what it is, where its registration stands, and what can be done. */
export function SenderCard({ sender, may }: { sender: SenderLine; may: boolean }) {
  const { id, kind, status, shown, problem, refusals, editUntil } = sender;
  const [releasing, setReleasing] = useState(false);
  const refresh = useAction({ said: words.refreshed });
  const release = useAction({ said: words.released, onDone: () => setReleasing(false) });
  return (
    <Card roundedAbove="sm">
      <BlockStack gap="300">
        <InlineStack gap="200" align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {shown ?? words.preparing}
          </Text>
          <Badge tone={tones[status]}>{words.statuses[status]}</Badge>
        </InlineStack>
        <Text as="p">{words.meanings[status]}</Text>
        {problem && (
          <Banner tone="warning" title={words.problem}>
            {problem}
          </Banner>
        )}
        {status === "refused" && (
          <Banner tone="critical" title={words.refusedTitle}>
            <BlockStack gap="200">
              <List>
                {refusals.map(({ code, reason, remedy }) => (
                  <List.Item key={`${code} ${reason}`}>
                    {remedy ?? reason}
                    {remedy && ` (${[code, reason].filter(Boolean).join(": ")})`}
                  </List.Item>
                ))}
              </List>
              {editUntil && <Text as="p">{words.editUntil(editUntil.shown)}</Text>}
            </BlockStack>
          </Banner>
        )}
        <Facts>
          <Fact name={words.from}>{words.kinds[kind]}</Fact>
          <Fact name={words.submittedAt}>{sender.submittedAt && <Time at={sender.submittedAt} />}</Fact>
          <Fact name={words.decidedAt}>{sender.decidedAt && <Time at={sender.decidedAt} />}</Fact>
        </Facts>
        {may && (
          <InlineStack gap="200" align="end">
            <Button tone="critical" onClick={() => setReleasing(true)}>
              {words.release}
            </Button>
            {(problem !== null || WITH_CARRIERS.includes(status)) && (
              <Button loading={refresh.busy} onClick={() => refresh.act({ intent: "refresh", id })}>
                {words.refresh}
              </Button>
            )}
          </InlineStack>
        )}
      </BlockStack>
      <Confirm
        open={releasing}
        title={words.releaseTitle(shown ?? words.kinds[kind])}
        action={words.release}
        destructive
        busy={release.busy}
        onConfirm={() => release.act({ intent: "release", id })}
        onClose={() => setReleasing(false)}
      >
        {words.releaseBody}
      </Confirm>
    </Card>
  );
}
