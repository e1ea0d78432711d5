import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useNavigate, useNavigation } from "@remix-run/react";
import { Banner, Page, Text } from "@shopify/polaris";
import { useState } from "react";
import { activityAddress, filtersOf } from "#components/activity/address.ts";
import { ExportLog } from "#components/activity/ExportLog.tsx";
import { ExportRuns } from "#components/activity/ExportRuns.tsx";
import { LogBesideEntry } from "#components/activity/LogBesideEntry.tsx";
import { LogCard } from "#components/activity/LogCard.tsx";
import { activityQuery, toActivityFilter } from "#components/activity/query.ts";
import { useOpenEntry } from "#components/activity/use-open-entry.ts";
import { EntryPanel } from "#components/activity/entry/EntryPanel.tsx";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { useLive } from "#components/browser/use-live.ts";
import { usePermission } from "#components/page/access.tsx";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { MAX_EXPORT_ROWS } from "#services/activity/export-activity.server.ts";
import { listActions } from "#services/activity/log-actions.server.ts";
import { explainSearch } from "#services/activity/explain-search.server.ts";
import { readActivity } from "#services/activity/read-activity.server.ts";
import { readAutomationNames } from "#services/automations/read-automations.server.ts";
import { readExports } from "#services/activity/read-exports.server.ts";
import { readLogEntry } from "#services/activity/read-log-entry.server.ts";
import { countUnknownTexts } from "#services/activity/read-saved-views.server.ts";
import { readSavedViews } from "#services/activity/change-saved-views.server.ts";
import { text } from "#text/en.ts";
import { formatZone } from "#text/zone.ts";

const words = text.activity;

export const meta: MetaFunction = () => [{ title: text.pageTitle(words.title) }];

export const clientLoader = clientLoaderThatKeeps("routes/app.activity._index");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, may } = await requireStaff(request, context);
  const filter = activityQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  const [activity, automations, unknownTexts, saved, entry, exports] = await Promise.all([
    readActivity(context.app, shop, toActivityFilter(filter)),
    readAutomationNames(context.app, shop),
    countUnknownTexts(context.app, shop),
    readSavedViews(context.app, shop, "activity"),
    filter.entry ? readLogEntry(context.app, shop, filter.entry) : null,
    may.includes("data.export") ? readExports(context.app, shop) : null,
  ]);
  const isSearchAlone = filtersOf(filter) === filtersOf({ search: filter.search });
  const answer =
    filter.search && isSearchAlone && activity.rows.length === 0
      ? await explainSearch(context.app, shop, filter.search)
      : null;
  return {
    filter,
    activity,
    answer,
    automations,
    actions: listActions(),
    unknownTexts,
    saved,
    entry,
    exports,
    zone: formatZone(shop.timezone),
    most: MAX_EXPORT_ROWS,
  };
}

export default function Activity() {
  const { filter, activity, answer, automations, actions, unknownTexts, saved, entry, exports, zone, most } =
    useLoaderData<typeof loader>();
  useLive("activity", "runs");
  const mayExport = usePermission("data.export");
  const [exporting, setExporting] = useState(false);
  const navigate = useNavigate();
  const { state, location } = useNavigation();
  const loading = state === "loading" && location.pathname === "/app/activity";
  const panel = useOpenEntry({ query: filter, rows: activity.rows });
  const { searched } = activity;
  return (
    <Page
      title={words.title}
      fullWidth
      {...(mayExport && { secondaryActions: [{ content: words.export.open, onAction: () => setExporting(true) }] })}
    >
      {searched?.tooWide && <Banner tone="info">{words.tooWide}</Banner>}
      {searched?.means.kind === "order" && <Banner tone="info">{words.meansOrder(searched.means.name)}</Banner>}
      {exports && exports.length > 0 && <ExportRuns runs={exports} automations={automations} actions={actions} />}
      <LogBesideEntry
        log={
          <LogCard
            {...{
              query: filter,
              activity,
              answer,
              automations,
              actions,
              saved,
              unknownTexts,
              loading: loading && !panel.loading,
              openId: panel.openId,
              onOpen: panel.open,
            }}
            onChange={(changed) => navigate(activityAddress(changed), { replace: true, preventScrollReset: true })}
          />
        }
        entry={
          panel.openId && (
            <EntryPanel
              entry={entry}
              loading={panel.loading}
              zone={zone}
              onNewer={panel.newer}
              onOlder={panel.older}
              onClose={panel.close}
            />
          )
        }
      />
      <Text as="p" visuallyHidden>
        {words.keys}
      </Text>
      <ExportLog open={exporting} query={filtersOf(filter)} most={most} onClose={() => setExporting(false)} />
    </Page>
  );
}
