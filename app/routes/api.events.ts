import type { ActionFunctionArgs } from "@remix-run/node";
import { receiveApiEvent } from "#services/intake/receive-api-event.server.ts";

/** Receives custom events from a merchant's own systems. */
export const action = async ({ request, context: { app } }: ActionFunctionArgs) => {
  if (request.method !== "POST") return notAllowed();
  const { status, ...answer } = await receiveApiEvent(app, request);
  const headers: Record<string, string> = { "Cache-Control": "no-store" };
  if ("retryAfter" in answer) headers["Retry-After"] = String(answer.retryAfter);
  if (status === 401) headers["WWW-Authenticate"] = "Bearer";
  return Response.json(answer, { status, headers });
};

const notAllowed = () => new Response("events are POSTed", { status: 405, headers: { Allow: "POST" } });
export const loader = notAllowed;
