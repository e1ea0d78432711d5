import type { EffectOf } from "#core/engine/effects.ts";
import { webhookSecret } from "#shell/http/webhook-signature.server.ts";
import type { Performer } from "./performer.server.ts";

export const callWebhook: Performer<EffectOf<"call_webhook">> = {
  lane: "web_call",
  outside: ({ webhooks, secrets }, { url, body }, { row, automationName }) =>
    webhooks({
      url,
      body: { id: row.id, automation: automationName, shop: row.shopDomain, ...body },
      idempotencyKey: row.id,
      shopSecret: webhookSecret(secrets, row.shopId),
    }),
};
