import type { ActionFunctionArgs } from "@remix-run/node";
import { receiveFlowAction } from "#services/intake/receive-flow-action.server.ts";

/** The actions of Shopify Flow. */
export const action = async ({ request, context: { app } }: ActionFunctionArgs) => {
  const { status, message } = await receiveFlowAction(app, request);
  if (message) app.log.warn({ status, message }, "an action of Shopify Flow was refused");
  return Response.json(message ? { message } : {}, { status });
};

export const loader = () => new Response("actions are POSTed", { status: 405, headers: { Allow: "POST" } });
