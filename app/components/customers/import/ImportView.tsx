import { Banner, BlockStack, Button, Card, InlineStack, Page, ProgressBar, Text } from "@shopify/polaris";
import { useNavigate } from "@remix-run/react";
import { useState } from "react";
import { undoResults, type OutcomeCounts, type UndoResult } from "#core/customers/contact-import/judge.ts";
import type { ContactImportStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { useAction } from "../../browser/use-action.ts";
import { usePermission } from "../../page/access.tsx";
import { Confirm } from "../../page/Confirm.tsx";
import { Fact, Facts } from "../../page/Facts.tsx";
import { ConfirmImport } from "./ConfirmImport.tsx";
import { ImportBadge } from "./ImportBadge.tsx";
import { MapColumns, type ListHead } from "./MapColumns.tsx";
import { OutcomesCard } from "./OutcomesCard.tsx";

const words = text.contacts;

interface ShownImport {
  id: string;
  fileName: string;
  status: ContactImportStatus;
  by: string;
  createdAt: ShownMoment;
  rows: number | null;
  counts: Partial<OutcomeCounts> | null;
  head: ListHead | null;
  reasons: readonly { reason: string; rows: number }[];
  progress: number | null;
  stalled: boolean;
  problem: string | null;
  undone: Partial<Record<UndoResult, number>> | null;
  undoUntil: ShownMoment | null;
  statement: { words: string; by: string; at: ShownMoment } | null;
  segments: readonly { id: string; name: string }[];
  doubleOptIn: boolean;
}

const DISCARDABLE: ReadonlySet<ContactImportStatus> = new Set([
  "uploading",
  "uploaded",
  "reading",
  "checking",
  "checked",
]);

/** One import: what its columns hold, what would become of its rows, what did, and its undoing. */
export function ImportView({ list }: { list: ShownImport }) {
  const may = usePermission("contacts.import");
  const navigate = useNavigate();
  const [changes, setChanges] = useState(false);
  const discard = useAction({ said: words.discarded, onDone: () => navigate("/app/contacts") });
  const { status, head } = list;
  const maps = status === "uploaded" || (status === "checked" && changes);
  return (
    <Page
      title={list.fileName}
      titleMetadata={<ImportBadge status={status} />}
      subtitle={`${list.createdAt.shown} · ${list.by}`}
      backAction={{ content: words.title, url: "/app/contacts" }}
      narrowWidth
      {...(may &&
        DISCARDABLE.has(status) && {
          secondaryActions: [
            { content: words.discard, loading: discard.busy, onAction: () => discard.act({ intent: "discard" }) },
          ],
        })}
    >
      <BlockStack gap="400">
        <Progress {...list} />
        {list.undone && <Undone undone={list.undone} />}
        {maps && head && may && <MapColumns head={head} again={changes} onDone={() => setChanges(false)} />}
        {list.counts && !maps && (
          <OutcomesCard
            title={status === "checked" ? words.checkedTitle : words.importedTitle}
            counts={list.counts}
            reasons={list.reasons}
            hasRows={may && (status === "checked" || list.undoUntil !== null)}
          />
        )}
        {status === "checked" && !maps && may && (
          <ConfirmImport
            segments={list.segments}
            doubleOptIn={list.doubleOptIn}
            counts={list.counts ?? {}}
            onChange={() => setChanges(true)}
          />
        )}
        {list.statement && (
          <Card>
            <BlockStack gap="100">
              <Text as="p" breakWord>
                “{list.statement.words}”
              </Text>
              <Text as="p" tone="subdued">
                {words.statedBy(list.statement.by, list.statement.at.shown)}
              </Text>
            </BlockStack>
          </Card>
        )}
        {may && (list.undoUntil || status === "importing") && <Undo until={list.undoUntil} />}
      </BlockStack>
    </Page>
  );
}

function Progress({ status, progress, stalled, problem }: ShownImport) {
  const may = usePermission("contacts.import");
  const { act, busy } = useAction();
  const title = words.workTitles[status as keyof typeof words.workTitles];
  if (!title) return null;
  if (stalled)
    return (
      <Banner
        tone="warning"
        title={words.stalledTitle}
        {...(may && { action: { content: words.goOn, loading: busy, onAction: () => act({ intent: "resume" }) } })}
      >
        <Text as="p">{words.stalledBody}</Text>
        {problem && <Text as="p">{problem}</Text>}
      </Banner>
    );
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        <ProgressBar progress={Math.round((progress ?? 0) * 100)} ariaLabelledBy="import-told" size="small" />
        <Text as="p" tone="subdued" id="import-told">
          {words.workBody}
        </Text>
      </BlockStack>
    </Card>
  );
}

const Undone = ({ undone }: { undone: Partial<Record<UndoResult, number>> }) => (
  <Card>
    <BlockStack gap="200">
      <Text as="h2" variant="headingMd">
        {words.undoneTitle}
      </Text>
      <Facts>
        {undoResults.map((result) =>
          undone[result] ? (
            <Fact key={result} name={words.undoResults[result]}>
              {words.rowCount(undone[result])}
            </Fact>
          ) : null,
        )}
      </Facts>
    </BlockStack>
  </Card>
);

function Undo({ until }: { until: ShownMoment | null }) {
  const [asks, setAsks] = useState(false);
  const { act, busy } = useAction({ said: words.undoBegun, onDone: () => setAsks(false) });
  return (
    <Card>
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="p" tone="subdued">
          {until && words.undoUntil(until.shown)}
        </Text>
        <Button tone="critical" onClick={() => setAsks(true)}>
          {words.undo}
        </Button>
      </InlineStack>
      <Confirm
        open={asks}
        title={words.undoTitle}
        action={words.undo}
        destructive
        busy={busy}
        onConfirm={() => act({ intent: "undo" })}
        onClose={() => setAsks(false)}
      >
        <Text as="p">{words.undoBody}</Text>
      </Confirm>
    </Card>
  );
}
