import type { ActionFunctionArgs } from "@remix-run/node";
import { removeTask, switchTask } from "#services/operations/custom-tasks.server.ts";
import { isOperator, operatorRequired } from "#services/operations/require-operator.server.ts";
import { taskAnswer, withTaskBody } from "#shell/http/task-response.server.ts";

const notAllowed = () => new Response("PATCH or DELETE a task", { status: 405, headers: { Allow: "PATCH, DELETE" } });

/** Removes a task that the operator added; enables or disables any: { enabled }. */
export const action = async ({ request, params, context: { app } }: ActionFunctionArgs) => {
  if (!isOperator(app, request)) return operatorRequired();
  const name = params.name ?? "";
  if (request.method === "DELETE") return taskAnswer(await removeTask(app, name));
  if (request.method !== "PATCH") return notAllowed();
  return withTaskBody(request, async (given) => {
    const enabled = (given as { enabled?: unknown } | null)?.enabled;
    return typeof enabled === "boolean"
      ? taskAnswer(await switchTask(app, name, enabled))
      : taskAnswer({ ok: false, reason: "invalid", problems: [{ path: "enabled", message: "give true or false" }] });
  });
};
export const loader = notAllowed;
