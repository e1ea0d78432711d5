import { TIME_CURSOR } from "#core/paging.ts";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Outlet, useLoaderData, useNavigate, useNavigation, useParams } from "@remix-run/react";
import { Card, Page } from "@shopify/polaris";
import { z } from "zod";
import { inboxAddress } from "#components/inbox/address.ts";
import { ConversationList } from "#components/inbox/ConversationList.tsx";
import { InboxSearch, InboxTabs } from "#components/inbox/InboxFilters.tsx";
import "#components/inbox/inbox.css";
import { NoConversations } from "#components/inbox/NoConversations.tsx";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { useLive } from "#components/browser/use-live.ts";
import { Paging } from "#components/page/Paging.tsx";
import { inboxTabs } from "#core/inbox/inbox-tabs.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readInbox } from "#services/inbox/read-inbox.server.ts";
import { text } from "#text/en.ts";

const words = text.inbox;

export const meta: MetaFunction = () => [{ title: text.pageTitle(words.title) }];

const query = z.object({
  tab: z.enum(inboxTabs).default("open").catch("open"),
  search: z.string().trim().min(1).max(100).optional().catch(undefined),
  newer: z.string().regex(TIME_CURSOR).optional().catch(undefined),
  older: z.string().regex(TIME_CURSOR).optional().catch(undefined),
});

export const clientLoader = clientLoaderThatKeeps("routes/app.inbox");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, staff } = await requireStaff(request, context);
  const filter = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  return { filter, inbox: await readInbox(context.app, shop, { ...filter, userId: staff.userId }) };
}

export default function Inbox() {
  const { filter, inbox } = useLoaderData<typeof loader>();
  const { id } = useParams();
  const navigate = useNavigate();
  const { state, location } = useNavigation();
  useLive("inbox", "activity", "team");
  const narrowed = { tab: filter.tab, search: filter.search };
  return (
    <Page title={words.title} fullWidth>
      <Card padding="0">
        <div className="inbox" data-open={id !== undefined}>
          <div className="inbox-tabs">
            <InboxTabs
              tab={filter.tab}
              counts={inbox.counts}
              onChange={(tab) => navigate(inboxAddress({ tab, search: filter.search }), { replace: true })}
            />
          </div>
          <div className="inbox-list">
            <InboxSearch
              query={filter}
              loading={state === "loading" && location.pathname === "/app/inbox"}
              onChange={(changed) => navigate(inboxAddress(changed), { replace: true })}
            />
            <div className="inbox-scroll">
              {inbox.rows.length > 0 ? (
                <ConversationList lines={inbox.rows} addressOf={(open) => inboxAddress(filter, open)} />
              ) : (
                <NoConversations query={filter} />
              )}
              <Paging
                newer={inbox.newer && inboxAddress({ ...narrowed, newer: inbox.newer })}
                older={inbox.older && inboxAddress({ ...narrowed, older: inbox.older })}
              />
            </div>
          </div>
          <div className="inbox-thread">
            <Outlet />
          </div>
        </div>
      </Card>
    </Page>
  );
}
