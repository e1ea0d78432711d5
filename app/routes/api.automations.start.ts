import type { ActionFunctionArgs } from "@remix-run/node";
import { receiveApiStart } from "#services/automations/receive-api-start.server.ts";
import { apiResponse, postOnly } from "#shell/http/api-response.server.ts";

/** Starts an automation for a customer, from a merchant's own systems. */
export const action = async ({ request, context: { app } }: ActionFunctionArgs) =>
  request.method === "POST" ? apiResponse(await receiveApiStart(app, request)) : postOnly();

export const loader = postOnly;
