import { TIME_CURSOR } from "#core/paging.ts";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useNavigate, useNavigation } from "@remix-run/react";
import { Card, Page, Tabs } from "@shopify/polaris";
import { z } from "zod";
import { readKept } from "#components/browser/read-kept.ts";
import { useLive } from "#components/browser/use-live.ts";
import { Nothing } from "#components/page/Nothing.tsx";
import { Paging } from "#components/page/Paging.tsx";
import { useMay } from "#components/page/access.tsx";
import { NoticeList } from "#components/team/tasks/NoticeList.tsx";
import { TaskTable } from "#components/team/tasks/TaskTable.tsx";
import { useNoticeChanges } from "#components/team/tasks/use-notice-changes.ts";
import { useTaskChanges } from "#components/team/tasks/use-task-changes.ts";
import { taskStatuses } from "#core/statuses.ts";
import { changeNotices, changeTasks } from "#services/team/change-tasks.server.ts";
import { enterShop } from "#services/team/require-staff.server.ts";
import { countOpenTasks, countUnreadNotices, readNotices, readTasks } from "#services/team/read-tasks.server.ts";
import { readPosted } from "#shell/http/posted.server.ts";
import { text } from "#text/en.ts";
import { showNumber } from "#text/number.ts";

export { askKept as clientAction } from "#components/page/unreached.ts";

const words = text.tasks;
const tabs = ["open", "overdue", "done", "notices"] as const;

export const meta: MetaFunction = () => [{ title: text.pageTitle(words.title) }];

const cursor = z.string().regex(TIME_CURSOR).optional().catch(undefined);
const query = z.object({ tab: z.enum(tabs).catch("open"), newer: cursor, older: cursor });

const AT_ONCE = 200;
const posted = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("tasks"),
    changes: z
      .array(z.object({ id: z.uuid(), status: z.enum(taskStatuses) }))
      .min(1)
      .max(AT_ONCE),
  }),
  z.object({ intent: z.literal("notices"), ids: z.array(z.uuid()).min(1).max(AT_ONCE).nullable(), read: z.boolean() }),
]);

export const clientLoader = readKept("routes/app.tasks");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await enterShop(request, context);
  const { tab, ...place } = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const [list, counts, unread] = await Promise.all([
    tab === "notices"
      ? readNotices(context.app, shop, place).then((notices) => ({ notices }))
      : readTasks(context.app, shop, tab, place).then((tasks) => ({ tasks })),
    countOpenTasks(context.app, shop),
    countUnreadNotices(context.app, shop),
  ]);
  return { tab, counts: { open: counts.open, overdue: counts.overdue, done: 0, notices: unread }, ...list };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await enterShop(request, context, "tasks.manage");
  const asked = await readPosted(request, posted);
  if (!asked.ok) return asked;
  const who = { shopId: shop.id, actor };
  return asked.value.intent === "tasks"
    ? changeTasks(context.app, { ...who, changes: asked.value.changes })
    : changeNotices(context.app, { ...who, ids: asked.value.ids, read: asked.value.read });
}

const addressOf = (tab: string, place: Record<string, string> = {}) =>
  `/app/tasks?${new URLSearchParams({ tab, ...place }).toString()}`;

export default function Tasks() {
  const data = useLoaderData<typeof loader>();
  const { tab, counts } = data;
  useLive("notices", "activity", "team");
  const navigate = useNavigate();
  const { state, location } = useNavigation();
  const loading = state === "loading" && location.pathname === "/app/tasks";
  const may = useMay("tasks.manage");
  const changes = useTaskChanges();
  const notices = useNoticeChanges(AT_ONCE);
  const page = "notices" in data ? data.notices : data.tasks;
  const empty = words.empty[tab];
  return (
    <Page
      title={words.title}
      {...(tab === "notices" &&
        may &&
        counts.notices > 0 && {
          secondaryActions: [
            { content: words.allRead, loading: notices.busy, onAction: () => notices.mark(null, true) },
          ],
        })}
    >
      <Card padding="0">
        <Tabs
          tabs={tabs.map((one) => ({
            id: one,
            content: words.tabs[one],
            ...(counts[one] > 0 && { badge: showNumber(counts[one]) }),
          }))}
          selected={tabs.indexOf(tab)}
          onSelect={(at) => navigate(addressOf(tabs[at] ?? "open"), { replace: true })}
        />
        {"notices" in data
          ? data.notices.rows.length > 0 && (
              <NoticeList notices={data.notices.rows} may={may} onMark={(id, read) => notices.mark([id], read)} />
            )
          : data.tasks.rows.length > 0 && (
              <TaskTable
                key={tab}
                tasks={data.tasks.rows}
                over={tab === "done"}
                may={may}
                loading={loading || changes.busy}
                onSet={changes.set}
              />
            )}
        {page.rows.length === 0 && <Nothing title={empty.title}>{empty.body}</Nothing>}
        <Paging
          newer={page.newer && addressOf(tab, { newer: page.newer })}
          older={page.older && addressOf(tab, { older: page.older })}
        />
      </Card>
    </Page>
  );
}
