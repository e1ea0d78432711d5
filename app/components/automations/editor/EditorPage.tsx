import "./workspace.css";
import { useRevalidator } from "@remix-run/react";
import { Banner, BlockStack, Page } from "@shopify/polaris";
import { lazy, Suspense, useState } from "react";
import type { Draft } from "#core/automations/edit/draft.ts";
import type { Problem } from "#core/problem.ts";
import type { AutomationStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import { usePermission } from "#components/page/access.tsx";
import { renderedWith } from "#components/browser/before-hydration.ts";
import { SaveBar } from "#components/page/SaveBar.tsx";
import { StatusBadge } from "#components/page/StatusBadge.tsx";
import { Conflict } from "./Conflict.tsx";
import { LeaveGuard } from "./LeaveGuard.tsx";
import { useHash } from "../../browser/use-hydrated.ts";
import { useHistory } from "./use-history.ts";
import { useDraftSaving } from "./use-draft-saving.ts";
import { Waiting } from "./EditorSkeleton.tsx";
import type Written from "./Workspace.tsx";
import type { ShopAround } from "./Workspace.tsx";

const words = text.editor;
// The workspace is a chunk of its own. A page load renders and hydrates with it; a navigation shows the skeleton until
// it is loaded.
let there: typeof Written | null = null;
const fetched = import("./Workspace.tsx").then((module) => {
  there = module.default;
  return module;
});
renderedWith(fetched);
const Coming = lazy(() => fetched);
const PublishDialog = lazy(async () => ({ default: (await import("../publish/PublishDialog.tsx")).PublishDialog }));

interface EditorPageProps extends ShopAround {
  id: string;
  name: string;
  status: AutomationStatus;
  draft: Draft;
  revision: string;
  problems: readonly Problem[];
  usedIds: readonly string[];
}

/** The editor of one automation: saves drafts, and publishes. */
export function EditorPage({ id, name, status, draft, revision, problems, usedIds, ...shop }: EditorPageProps) {
  const mayEdit = usePermission("automations.edit");
  const mayPublish = usePermission("automations.publish");
  const editing = useHistory(draft);
  const { kept, dirty, saving, blockedCount, save, saveAnd, discard, theirs, settle } = useDraftSaving(editing, {
    draft,
    revision,
    problems,
  });
  /** Null until the dialog first opens. */
  const [publishing, setPublishing] = useState<boolean | null>(null);
  const { revalidate } = useRevalidator();
  /** The step to select first: "#step=hello". */
  const opened = new URLSearchParams(useHash()).get("step");
  // Fixed for the page's lifetime: a switch would lose the unsaved draft.
  const [Workspace] = useState(() => there);
  const archived = status === "archived";
  const readOnly = !mayEdit || archived;
  const desk = {
    automationId: id,
    editing,
    shop,
    usedIds,
    refused: kept,
    blockedCount,
    readOnly,
    opened,
    save: () => !saving && save(),
  };
  const own = `/app/automations/${id}`;
  return (
    <Page
      fullWidth
      title={editing.present.name.trim() || name}
      titleMetadata={<StatusBadge of="automation" status={status} />}
      backAction={{ content: words.back, url: own }}
      {...(mayEdit &&
        mayPublish &&
        !archived && {
          primaryAction: {
            content: words.publish,
            loading: saving,
            onAction: () => saveAnd(() => setPublishing(true)),
          },
        })}
      secondaryActions={[
        { content: words.test, url: `${own}/test` },
        { content: words.backtest, url: `${own}/backtest` },
        { content: words.versions, url: `${own}/versions` },
      ]}
    >
      <BlockStack gap="400">
        {readOnly && <Banner>{archived ? words.archived : words.readOnly}</Banner>}
        {Workspace ? (
          <Workspace key={opened} {...desk} />
        ) : (
          <Suspense fallback={<Waiting />}>
            <Coming key={opened} {...desk} />
          </Suspense>
        )}
      </BlockStack>
      <SaveBar dirty={dirty} saving={saving} onSave={save} onDiscard={discard} />
      <LeaveGuard dirty={dirty} />
      <Conflict theirs={theirs} settle={settle} />
      {publishing !== null && (
        <Suspense>
          <PublishDialog
            automationId={id}
            open={publishing}
            onClose={() => setPublishing(false)}
            onPublished={() => {
              setPublishing(false);
              revalidate();
            }}
          />
        </Suspense>
      )}
    </Page>
  );
}
