import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Page } from "@shopify/polaris";
import { z } from "zod";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { useLive } from "#components/browser/use-live.ts";
import { TaskCard } from "#components/team/tasks/TaskCard.tsx";
import { taskStatuses } from "#core/statuses.ts";
import { noteText } from "#core/team/staff-notes.ts";
import { changeTasks } from "#services/team/change-tasks.server.ts";
import { readTask } from "#services/team/read-tasks.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { assignTask, commentOnTask } from "#services/team/write-tasks.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { text } from "#text/en.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

const words = text.tasks;

export const meta: MetaFunction = () => [{ title: text.pageTitle(words.task) }];

export const clientLoader = clientLoaderThatKeeps("routes/app.tasks_.$id");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  const found = await readTask(context.app, shop, params.id ?? "");
  if (!found) throw new Response(null, { status: 404 });
  return found;
}

const posted = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("comment"), body: noteText, key: z.uuid() }),
  z.object({ intent: z.literal("assign"), userId: z.string().max(30).nullable() }),
  z.object({ intent: z.literal("status"), status: z.enum(taskStatuses) }),
]);

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "tasks.manage");
  const form = await readFormRequest(request, posted);
  if (!form.ok) return form;
  const target = { shopId: shop.id, actor, taskId: params.id ?? "" };
  const { value } = form;
  switch (value.intent) {
    case "comment":
      return commentOnTask(context.app, { ...target, body: value.body, key: value.key });
    case "assign":
      return assignTask(context.app, { ...target, userId: value.userId });
    case "status":
      return changeTasks(context.app, {
        shopId: shop.id,
        actor,
        changes: z.uuid().safeParse(target.taskId).success ? [{ id: target.taskId, status: value.status }] : [],
      });
  }
}

export default function Task() {
  const found = useLoaderData<typeof loader>();
  useLive("team");
  return (
    <Page title={found.task.title} backAction={{ content: words.title, url: "/app/tasks" }} narrowWidth>
      <TaskCard key={found.task.id} {...found} />
    </Page>
  );
}
