import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { addTask, readTasks } from "#services/operations/custom-tasks.server.ts";
import { isOperator, operatorRequired } from "#services/operations/require-operator.server.ts";
import { taskAnswer, withTaskBody } from "#shell/http/task-response.server.ts";

/** The scheduled tasks, for operators. */
export const loader = async ({ request, context: { app } }: LoaderFunctionArgs) =>
  isOperator(app, request)
    ? Response.json({ tasks: await readTasks(app) }, { headers: { "Cache-Control": "no-store" } })
    : operatorRequired();

/** Adds a task: { name, cron, job, payload, timezone, description }. */
export const action = async ({ request, context: { app } }: ActionFunctionArgs) => {
  if (!isOperator(app, request)) return operatorRequired();
  if (request.method !== "POST")
    return new Response("a task is POSTed", { status: 405, headers: { Allow: "GET, POST" } });
  return withTaskBody(request, async (given) => taskAnswer(await addTask(app, given), 201));
};
