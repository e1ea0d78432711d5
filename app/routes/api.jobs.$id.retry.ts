import type { ActionFunctionArgs } from "@remix-run/node";
import { isOperator, operatorRequired } from "#services/operations/require-operator.server.ts";
import { retryJob } from "#services/sending/retry-failed.server.ts";

const statuses = { not_found: 404, not_again: 409 } as const;

/** Retries a permanently failed step or event for an operator. */
export const action = async ({ request, params, context: { app } }: ActionFunctionArgs) => {
  if (!isOperator(app, request)) return operatorRequired();
  if (request.method !== "POST") return notAllowed();
  const retried = await retryJob(app, params.id ?? "", "operator");
  return Response.json(retried, {
    status: retried.ok ? 200 : statuses[retried.reason],
    headers: { "Cache-Control": "no-store" },
  });
};

const notAllowed = () => new Response("a retry is POSTed", { status: 405, headers: { Allow: "POST" } });
export const loader = notAllowed;
