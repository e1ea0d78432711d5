import { TIME_CURSOR } from "#core/paging.ts";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useNavigate, useNavigation } from "@remix-run/react";
import { Banner, BlockStack, Card, Page } from "@shopify/polaris";
import { z } from "zod";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { scheduledAddress, scheduledViews } from "#components/scheduled/address.ts";
import { useLive } from "#components/browser/use-live.ts";
import { ScheduledFilters } from "#components/scheduled/ScheduledFilters.tsx";
import { ScheduledTable } from "#components/scheduled/ScheduledTable.tsx";
import { EmptyState } from "#components/page/EmptyState.tsx";
import { Paging } from "#components/page/Paging.tsx";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readAutomationNames } from "#services/automations/read-automations.server.ts";
import { readScheduled } from "#services/scheduled/read-scheduled.server.ts";
import { text } from "#text/en.ts";
import { formatZone } from "#text/zone.ts";

const words = text.scheduled;

export const meta: MetaFunction = () => [{ title: text.pageTitle(words.title) }];

/** Invalid parameters fall back to their defaults, so that an old link still shows the list. */
const query = z.object({
  view: z.enum(scheduledViews).optional().catch(undefined),
  automation: z.uuid().optional().catch(undefined),
  search: z.string().trim().min(1).max(100).optional().catch(undefined),
  newer: z.string().regex(TIME_CURSOR).optional().catch(undefined),
  older: z.string().regex(TIME_CURSOR).optional().catch(undefined),
});

export const clientLoader = clientLoaderThatKeeps("routes/app.scheduled._index");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  const filter = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const [scheduled, automations] = await Promise.all([
    readScheduled(context.app, shop, { ...filter, automationId: filter.automation }),
    readAutomationNames(context.app, shop),
  ]);
  return { filter, scheduled, automations, zone: formatZone(shop.timezone) };
}

export default function Scheduled() {
  const { filter, scheduled, automations, zone } = useLoaderData<typeof loader>();
  useLive("activity");
  const navigate = useNavigate();
  const { state, location } = useNavigation();
  const loading = state === "loading" && location.pathname === "/app/scheduled";
  const narrowed = { ...filter, newer: undefined, older: undefined };
  const isNarrowed = scheduledAddress(narrowed) !== scheduledAddress();
  return (
    <Page title={words.title} fullWidth>
      <BlockStack gap="400">
        {scheduled.tooWide && <Banner tone="info">{words.tooWide}</Banner>}
        <Card padding="0">
          <ScheduledFilters
            query={filter}
            automations={automations}
            loading={loading}
            onChange={(changed) => navigate(scheduledAddress(changed), { replace: true, preventScrollReset: true })}
          />
          {scheduled.rows.length > 0 ? (
            <ScheduledTable rows={scheduled.rows} loading={loading} zone={zone} />
          ) : (
            <NoSteps isNarrowed={isNarrowed} />
          )}
          <Paging
            labels={words.paging}
            newer={scheduled.newer && scheduledAddress({ ...narrowed, newer: scheduled.newer })}
            older={scheduled.older && scheduledAddress({ ...narrowed, older: scheduled.older })}
          />
        </Card>
      </BlockStack>
    </Page>
  );
}

const NoSteps = ({ isNarrowed }: { isNarrowed: boolean }) =>
  isNarrowed ? (
    <EmptyState title={words.noMatchTitle} action={{ content: words.clear, url: scheduledAddress() }}>
      {words.noMatchBody}
    </EmptyState>
  ) : (
    <EmptyState title={words.emptyTitle}>{words.emptyBody}</EmptyState>
  );
