import type { ActionFunctionArgs } from "@remix-run/node";
import { receiveProductView } from "#services/intake/receive-product-view.server.ts";

/** A pixel runs in a sandbox whose origin is opaque ("null"), and reads no answer. */
const headers = { "Access-Control-Allow-Origin": "*", "Cache-Control": "no-store" };

/** Receives views of products from the storefront's web pixel. */
export async function action({ request, context: { app } }: ActionFunctionArgs) {
  if (request.method !== "POST") return notAllowed();
  const answer = await receiveProductView(app, request);
  return new Response(null, {
    status: answer.status,
    headers: { ...headers, ...(answer.status === 429 && { "Retry-After": String(answer.retryAfter) }) },
  });
}

/** The pixel's request needs no preflight; a browser that sends one all the same is answered. */
export function loader({ request }: { request: Request }) {
  if (request.method !== "OPTIONS") return notAllowed();
  return new Response(null, {
    status: 204,
    headers: { ...headers, "Access-Control-Allow-Methods": "POST", "Access-Control-Allow-Headers": "Content-Type" },
  });
}

const notAllowed = () => new Response("use POST", { status: 405, headers: { ...headers, Allow: "POST, OPTIONS" } });
