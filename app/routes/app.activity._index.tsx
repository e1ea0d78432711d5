import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useNavigate, useNavigation } from "@remix-run/react";
import { Banner, Card, Page } from "@shopify/polaris";
import { z } from "zod";
import { activityAddress } from "#components/activity/address.ts";
import { ActivityFilters } from "#components/activity/ActivityFilters.tsx";
import { ActivityTable } from "#components/activity/ActivityTable.tsx";
import { Nothing } from "#components/shell/Nothing.tsx";
import { Paging } from "#components/shell/Paging.tsx";
import { logStatuses } from "#core/statuses.ts";
import { enterShop } from "#services/enter-shop.server.ts";
import { ACTIVITY_CURSOR, readActivity } from "#services/read-activity.server.ts";
import { readAutomationNames } from "#services/read-automations.server.ts";
import { text } from "#text/en.ts";

const words = text.activity;

export const meta: MetaFunction = () => [{ title: text.pageTitle(words.title) }];

/** What cannot be understood is as good as absent: an old link still shows the log. */
const query = z.object({
  status: z.enum(logStatuses).optional().catch(undefined),
  reason: z.string().max(100).optional().catch(undefined),
  automation: z.uuid().optional().catch(undefined),
  search: z.string().trim().min(1).max(100).optional().catch(undefined),
  newer: z.string().regex(ACTIVITY_CURSOR).optional().catch(undefined),
  older: z.string().regex(ACTIVITY_CURSOR).optional().catch(undefined),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await enterShop(request, context);
  const asked = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const [activity, automations] = await Promise.all([
    readActivity(context.app, shop, { ...asked, automationId: asked.automation }),
    readAutomationNames(context.app, shop),
  ]);
  return { asked, activity, automations };
}

export default function Activity() {
  const { asked, activity, automations } = useLoaderData<typeof loader>();
  const navigate = useNavigate();
  const { state, location } = useNavigation();
  const loading = state === "loading" && location.pathname === "/app/activity";
  const narrowed = { ...asked, newer: undefined, older: undefined };
  const isNarrowed = activityAddress(narrowed) !== activityAddress();
  return (
    <Page title={words.title} fullWidth>
      {activity.searchTooWide && <Banner tone="info">{words.tooWide}</Banner>}
      <Card padding="0">
        <ActivityFilters
          query={asked}
          automations={automations}
          loading={loading}
          onChange={(changed) => navigate(activityAddress(changed), { replace: true })}
        />
        {activity.rows.length > 0 ? <ActivityTable rows={activity.rows} loading={loading} /> : <NoRows isNarrowed={isNarrowed} />}
        <Paging
          newer={activity.newer && activityAddress({ ...narrowed, newer: activity.newer })}
          older={activity.older && activityAddress({ ...narrowed, older: activity.older })}
        />
      </Card>
    </Page>
  );
}

function NoRows({ isNarrowed }: { isNarrowed: boolean }) {
  return isNarrowed ? (
    <Nothing title={words.noMatchTitle} action={{ content: words.clear, url: activityAddress() }}>
      {words.noMatchBody}
    </Nothing>
  ) : (
    <Nothing title={words.emptyTitle} action={{ content: words.emptyAction, url: "/app/automations" }}>
      {words.emptyBody}
    </Nothing>
  );
}
