import type { ActionFunctionArgs } from "@remix-run/node";
import { receiveApiEvent } from "#services/intake/receive-api-event.server.ts";
import { apiResponse, postOnly } from "#shell/http/api-response.server.ts";

/** Receives custom events from a merchant's own systems. */
export const action = async ({ request, context: { app } }: ActionFunctionArgs) =>
  request.method === "POST" ? apiResponse(await receiveApiEvent(app, request)) : postOnly();

export const loader = postOnly;
