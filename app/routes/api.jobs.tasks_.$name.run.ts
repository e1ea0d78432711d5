import type { ActionFunctionArgs } from "@remix-run/node";
import { requestTaskRun } from "#services/operations/custom-tasks.server.ts";
import { isOperator, operatorRequired } from "#services/operations/require-operator.server.ts";
import { postOnly } from "#shell/http/api-response.server.ts";
import { taskAnswer } from "#shell/http/task-response.server.ts";

/** Makes a task due; a worker runs it within seconds. */
export const action = async ({ request, params, context: { app } }: ActionFunctionArgs) => {
  if (!isOperator(app, request)) return operatorRequired();
  if (request.method !== "POST") return postOnly();
  return taskAnswer(await requestTaskRun(app, params.name ?? ""), 202);
};
export const loader = postOnly;
