import type { ActionFunctionArgs } from "@remix-run/node";
import { verifyWebhook } from "#services/intake/verify-webhook.server.ts";
import { receiveEvent } from "#services/intake/receive-event.server.ts";

/** Shopify's webhooks, every topic: checked, put into the inbox, answered. Nothing else happens before the answer. */
export const action = async ({ request, context: { app } }: ActionFunctionArgs) => {
  const heard = {
    topic: request.headers.get("x-shopify-topic"),
    shop: request.headers.get("x-shopify-shop-domain"),
    webhookId: request.headers.get("x-shopify-webhook-id"),
  };
  const checked = await verifyWebhook(app, request);
  if ("refused" in checked) {
    app.log.warn({ ...heard, status: checked.refused.status, why: checked.refused.why }, "a delivery was refused");
    return new Response(checked.refused.why, { status: checked.refused.status });
  }
  const fate = await receiveEvent(app, checked.delivery);
  if (fate === "duplicate")
    app.log.info({ ...heard, eventId: checked.delivery.eventId }, "a delivery repeats an event that is known");
  if (fate === "unknown_shop") {
    app.log.warn(heard, "a delivery names a shop that has not installed the app");
    // Not an acknowledgement: Shopify tells it again, and by then the installation may be done.
    return new Response("no such shop", { status: 404 });
  }
  return new Response(null, { status: 200 });
};

export const loader = () => new Response("deliveries are POSTed", { status: 405, headers: { Allow: "POST" } });
