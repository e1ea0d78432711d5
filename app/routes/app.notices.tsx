import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Card, Page } from "@shopify/polaris";
import { z } from "zod";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { useLive } from "#components/browser/use-live.ts";
import { EmptyState } from "#components/page/EmptyState.tsx";
import { Paging } from "#components/page/Paging.tsx";
import { usePermission } from "#components/page/access.tsx";
import { NotificationList } from "#components/team/notices/NotificationList.tsx";
import { useNotificationChanges } from "#components/team/notices/use-notification-changes.ts";
import { TIME_CURSOR } from "#core/paging.ts";
import { changeNotifications } from "#services/team/change-tasks.server.ts";
import { countUnreadNotifications, readNotifications } from "#services/team/read-tasks.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { text } from "#text/en.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

const words = text.notices;

export const meta: MetaFunction = () => [{ title: text.pageTitle(words.title) }];

const cursor = z.string().regex(TIME_CURSOR).optional().catch(undefined);
const query = z.object({ newer: cursor, older: cursor });

const AT_ONCE = 200;
const posted = z.object({ ids: z.array(z.uuid()).min(1).max(AT_ONCE).nullable(), read: z.boolean() });

export const clientLoader = clientLoaderThatKeeps("routes/app.notices");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  const place = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const [notices, unread] = await Promise.all([
    readNotifications(context.app, shop, place),
    countUnreadNotifications(context.app, shop),
  ]);
  return { notices, unread };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "tasks.manage");
  const form = await readFormRequest(request, posted);
  if (!form.ok) return form;
  return changeNotifications(context.app, { shopId: shop.id, actor, ...form.value });
}

const addressOf = (place: Record<string, string>) => `/app/notices?${new URLSearchParams(place).toString()}`;

export default function Notices() {
  const { notices, unread } = useLoaderData<typeof loader>();
  useLive("notices", "team");
  const may = usePermission("tasks.manage");
  const { mark, busy } = useNotificationChanges(AT_ONCE);
  return (
    <Page
      title={words.title}
      {...(may &&
        unread > 0 && {
          secondaryActions: [{ content: words.allRead, loading: busy, onAction: () => mark(null, true) }],
        })}
    >
      <Card padding="0">
        {notices.rows.length > 0 ? (
          <NotificationList notices={notices.rows} may={may} onMark={(id, read) => mark([id], read)} />
        ) : (
          <EmptyState title={words.empty.title}>{words.empty.body}</EmptyState>
        )}
        <Paging
          newer={notices.newer && addressOf({ newer: notices.newer })}
          older={notices.older && addressOf({ older: notices.older })}
        />
      </Card>
    </Page>
  );
}
