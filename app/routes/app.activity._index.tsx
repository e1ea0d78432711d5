import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useNavigate, useNavigation } from "@remix-run/react";
import { Banner, Box, Card, Page, Text } from "@shopify/polaris";
import { z } from "zod";
import { activityAddress } from "#components/activity/address.ts";
import { ActivityFilters } from "#components/activity/ActivityFilters.tsx";
import { ActivityTable } from "#components/activity/ActivityTable.tsx";
import { Nothing } from "#components/shell/Nothing.tsx";
import { Paging } from "#components/shell/Paging.tsx";
import { enterShop } from "#services/enter-shop.server.ts";
import { ACTIVITY_CURSOR, readActivity } from "#services/read-activity.server.ts";
import { readAutomationNames } from "#services/read-automations.server.ts";
import { countUnknownTexts } from "#services/read-views.server.ts";
import { text } from "#text/en.ts";
import { activityViews } from "#text/views.ts";

const words = text.activity;

export const meta: MetaFunction = () => [{ title: text.pageTitle(words.title) }];

/** What cannot be understood is as good as absent: an old link still shows the log. */
const query = z.object({
  view: z.enum(activityViews).optional().catch(undefined),
  reason: z.string().max(100).optional().catch(undefined),
  automation: z.uuid().optional().catch(undefined),
  search: z.string().trim().min(1).max(100).optional().catch(undefined),
  newer: z.string().regex(ACTIVITY_CURSOR).optional().catch(undefined),
  older: z.string().regex(ACTIVITY_CURSOR).optional().catch(undefined),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await enterShop(request, context);
  const asked = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const [activity, automations, unknownTexts] = await Promise.all([
    readActivity(context.app, shop, { ...asked, automationId: asked.automation }),
    readAutomationNames(context.app, shop),
    countUnknownTexts(context.app, shop),
  ]);
  return { asked, activity, automations, unknownTexts };
}

export default function Activity() {
  const { asked, activity, automations, unknownTexts } = useLoaderData<typeof loader>();
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
          unknownTexts={unknownTexts}
          loading={loading}
          onChange={(changed) => navigate(activityAddress(changed), { replace: true })}
        />
        {asked.view === "unknown" && activity.rows.length > 0 && (
          <Box padding="400" borderBlockEndWidth="025" borderColor="border">
            <Text as="p">{words.unknownBody}</Text>
          </Box>
        )}
        {activity.rows.length > 0 ? <ActivityTable rows={activity.rows} loading={loading} /> : <NoRows isNarrowed={isNarrowed} allKnown={asked.view === "unknown" && unknownTexts === 0} />}
        <Paging
          newer={activity.newer && activityAddress({ ...narrowed, newer: activity.newer })}
          older={activity.older && activityAddress({ ...narrowed, older: activity.older })}
        />
      </Card>
    </Page>
  );
}

function NoRows({ isNarrowed, allKnown }: { isNarrowed: boolean; allKnown: boolean }) {
  if (allKnown) return <Nothing title={words.noUnknownTitle}>{words.noUnknownBody}</Nothing>;
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
