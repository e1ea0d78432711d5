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
import { useHash } from "./use-hydrated.ts";
import { useHistory } from "./use-history.ts";
import { useDraftSaving } from "./use-draft-saving.ts";
import { Waiting } from "./EditorSkeleton.tsx";
import type Written from "./Workspace.tsx";
import type { ShopAround } from "./Workspace.tsx";

const words = text.editor;
// What a flow is written with has a script of its own. Where the page begins with the editor it is drawn, and comes
// to life, together with it; whoever comes from another page sees its room until it is there.
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

/** The editor of one automation: what is written is kept as a draft, and runs once it is published. */
export function EditorPage({ id, name, status, draft, revision, problems, usedIds, ...shop }: EditorPageProps) {
  const mayEdit = usePermission("automations.edit");
  const mayPublish = usePermission("automations.publish");
  const editing = useHistory(draft);
  const { kept, dirty, saving, hindered, save, saveAnd, discard, theirs, settle } = useDraftSaving(editing, {
    draft,
    revision,
    problems,
  });
  /** Null before it was ever asked for. */
  const [publishing, setPublishing] = useState<boolean | null>(null);
  const { revalidate } = useRevalidator();
  /** A step to begin with: "#step=hello". */
  const opened = new URLSearchParams(useHash()).get("step");
  // The same for as long as the page stands: what is written in it would go with the other.
  const [Workspace] = useState(() => there);
  const archived = status === "archived";
  const readOnly = !mayEdit || archived;
  const desk = { editing, shop, usedIds, refused: kept, hindered, readOnly, opened };
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
