import type { ActionFunctionArgs } from "@remix-run/node";
import { isPrivacyTopic } from "#core/intake/topics/privacy.ts";
import { verifyWebhook } from "#services/intake/verify-webhook.server.ts";
import { isDatabaseAway } from "#shell/db/away.server.ts";
import { receiveEvent } from "#services/intake/receive-event.server.ts";

/**
 * Receives every webhook topic: verifies the HMAC, stores the event, answers. Nothing else happens before the answer.
 */
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
  const fate = await receiveEvent(app, checked.delivery).catch((error: unknown) => {
    if (!isDatabaseAway(error)) throw error;
    app.log.error({ err: error, ...heard }, "a delivery could not be stored; Shopify delivers it again");
    return "away" as const;
  });
  if (fate === "away") return new Response("not now", { status: 503, headers: { "Retry-After": "60" } });
  if (fate === "duplicate")
    app.log.info({ ...heard, eventId: checked.delivery.eventId }, "a delivery repeats an event that is known");
  if (fate === "unknown_shop") {
    // Of a shop that is not known nothing is kept: there is nothing to tell or to erase.
    if (isPrivacyTopic(checked.delivery.topic)) return new Response(null, { status: 200 });
    app.log.warn(heard, "a delivery names a shop that has not installed the app");
    // 404, so that Shopify retries: the installation may be complete by then.
    return new Response("no such shop", { status: 404 });
  }
  return new Response(null, { status: 200 });
};

export const loader = () => new Response("deliveries are POSTed", { status: 405, headers: { Allow: "POST" } });
