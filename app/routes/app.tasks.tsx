import { TIME_CURSOR } from "#core/paging.ts";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData, useNavigate, useNavigation } from "@remix-run/react";
import { Card, Page, Tabs } from "@shopify/polaris";
import { z } from "zod";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { useLive } from "#components/browser/use-live.ts";
import { EmptyState } from "#components/page/EmptyState.tsx";
import { Paging } from "#components/page/Paging.tsx";
import { usePermission } from "#components/page/access.tsx";
import { NewTask } from "#components/team/tasks/NewTask.tsx";
import { TaskTable } from "#components/team/tasks/TaskTable.tsx";
import { useTaskChanges } from "#components/team/tasks/use-task-changes.ts";
import { taskStatuses } from "#core/statuses.ts";
import { taskForm } from "#core/team/task-form.ts";
import { readCustomer } from "#services/customers/read-customer.server.ts";
import { createTask } from "#services/team/write-tasks.server.ts";
import { changeTasks } from "#services/team/change-tasks.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { countOpenTasks, listTaskAssignees, readTasks } from "#services/team/read-tasks.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { text } from "#text/en.ts";
import { showNumber } from "#text/number.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

const words = text.tasks;
const tabs = ["open", "mine", "overdue", "done"] as const;

export const meta: MetaFunction = () => [{ title: text.pageTitle(words.title) }];

const cursor = z.string().regex(TIME_CURSOR).optional().catch(undefined);
const query = z.object({
  tab: z.enum(tabs).catch("open"),
  newer: cursor,
  older: cursor,
  /** Opens the form of a new task, about a customer. */
  new: z.literal("task").optional().catch(undefined),
  customer: z.uuid().optional().catch(undefined),
});

const AT_ONCE = 200;
const posted = z.discriminatedUnion("intent", [
  taskForm.extend({ intent: z.literal("create") }),
  z.object({
    intent: z.literal("tasks"),
    changes: z
      .array(z.object({ id: z.uuid(), status: z.enum(taskStatuses) }))
      .min(1)
      .max(AT_ONCE),
  }),
]);

export const clientLoader = clientLoaderThatKeeps("routes/app.tasks");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, staff } = await requireStaff(request, context);
  const { searchParams } = new URL(request.url);
  // Letters sent before the notices had a page of their own lead here.
  if (searchParams.get("tab") === "notices") throw redirect("/app/notices");
  const asked = query.parse(Object.fromEntries(searchParams));
  const { tab, newer, older } = asked;
  const [tasks, counts, assignees, customer] = await Promise.all([
    readTasks(context.app, shop, { view: tab, userId: staff.userId, newer, older }),
    countOpenTasks(context.app, shop, staff.userId),
    listTaskAssignees(context.app, shop),
    asked.customer === undefined ? null : readCustomer(context.app, shop, asked.customer),
  ]);
  return {
    tab,
    counts: { ...counts, done: 0 },
    assignees,
    form: asked.new ? { customer: customer && { id: customer.id, name: customer.name ?? customer.phone ?? "" } } : null,
    tasks,
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "tasks.manage");
  const form = await readFormRequest(request, posted);
  if (!form.ok) return form;
  const who = { shopId: shop.id, actor };
  const { value } = form;
  switch (value.intent) {
    case "create":
      return createTask(context.app, shop, { ...value, actor });
    case "tasks":
      return changeTasks(context.app, { ...who, changes: value.changes });
  }
}

const addressOf = (tab: string, place: Record<string, string> = {}) =>
  `/app/tasks?${new URLSearchParams({ tab, ...place }).toString()}`;

export default function Tasks() {
  const { tab, counts, tasks, form, assignees } = useLoaderData<typeof loader>();
  useLive("activity", "team");
  const navigate = useNavigate();
  const { state, location } = useNavigation();
  const loading = state === "loading" && location.pathname === "/app/tasks";
  const may = usePermission("tasks.manage");
  const changes = useTaskChanges();
  const empty = words.empty[tab];
  return (
    <Page
      title={words.title}
      {...(may && {
        primaryAction: { content: words.create, onAction: () => navigate(addressOf(tab, { new: "task" })) },
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
        {tasks.rows.length > 0 && (
          <TaskTable
            key={tab}
            tasks={tasks.rows}
            over={tab === "done"}
            may={may}
            loading={loading || changes.busy}
            onSet={changes.set}
          />
        )}
        {tasks.rows.length === 0 && <EmptyState title={empty.title}>{empty.body}</EmptyState>}
        <Paging
          newer={tasks.newer && addressOf(tab, { newer: tasks.newer })}
          older={tasks.older && addressOf(tab, { older: tasks.older })}
        />
      </Card>
      {may && form && (
        <NewTask
          customer={form.customer}
          assignees={assignees}
          onClose={() => navigate(addressOf(tab), { replace: true })}
        />
      )}
    </Page>
  );
}
