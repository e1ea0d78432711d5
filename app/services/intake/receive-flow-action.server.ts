import { z } from "zod";
import { parseLossless } from "#core/intake/normalize.ts";
import { nestsDeeperThan } from "#core/intake/json-depth.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { bodyLimitOf } from "#shell/http/body-limits.server.ts";
import { BodyTooLarge, readBody } from "#shell/http/bounded-body.server.ts";
import { findKnownCustomer } from "#shell/repositories/intake/known-customers.server.ts";
import { findShop } from "#shell/repositories/team/shops.server.ts";
import { inboxReminder, emitOwnEvents } from "./parts/emit-events.server.ts";
import { remind } from "../engine/parts/remind.server.ts";

const MAX_JSON_DEPTH = 20;

const text = z
  .string()
  .nullish()
  .transform((value) => value?.trim() ?? "");

const body = z.object({
  shopify_domain: z.string(),
  /** The idempotency key: the same for each retry of one run. Flow retries for 36 hours. */
  action_run_id: z.string().min(1),
  properties: z.object({
    customer_id: z
      .union([z.string(), z.number()], "names no customer")
      .transform((id) => String(id).replace("gid://shopify/Customer/", ""))
      .pipe(z.string().regex(/^\d{1,20}$/, "is no customer's id")),
    name: text,
    note: text,
  }),
});

/** The HTTP response. 2xx: done. 4xx: Flow does not retry, and shows the message to the merchant. 5xx: Flow retries. */
export interface FlowActionResponse {
  status: number;
  message: string | null;
}

/**
 * Receives Shopify Flow's action "start automation" for one customer: verifies the request and stores an event in the
 * inbox, once per Flow run.
 */
export async function receiveFlowAction(context: AppContext, request: Request): Promise<FlowActionResponse> {
  if (!request.headers.get("x-shopify-hmac-sha256"))
    return { status: 401, message: "X-Shopify-Hmac-Sha256 is missing" };
  let raw: Buffer;
  try {
    raw = await readBody(request, bodyLimitOf("/flow/action"));
  } catch (error) {
    return error instanceof BodyTooLarge
      ? { status: 413, message: error.message }
      : { status: 400, message: "the body ended before it was whole" };
  }
  if (nestsDeeperThan(raw, MAX_JSON_DEPTH))
    return { status: 400, message: `the body nests deeper than ${MAX_JSON_DEPTH} levels` };
  try {
    await context.shopify.authenticate.flow(
      new Request(request.url, { method: request.method, headers: request.headers, body: raw.toString("utf8") }),
    );
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return { status: 400, message: "the body is not JSON" };
    if (!(thrown instanceof Response)) throw thrown;
    return { status: thrown.status, message: "not signed by Shopify, or the shop has not opened the app" };
  }
  const read = body.safeParse(parseLossless(raw.toString("utf8")));
  if (!read.success)
    return {
      status: 422,
      message: read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "),
    };
  const { shopify_domain: domain, action_run_id: run, properties } = read.data;
  const shop = await findShop(context.db.pool, domain);
  if (!shop || shop.uninstalledAt) return { status: 404, message: "the shop has not installed Shopbell" };

  const now = context.clock.now();
  const { customer_id: shopifyId, name, note } = properties;
  const customerId = await findKnownCustomer(context.db.pool, shop.id, { shopifyId, phone: null, email: null });
  const payload = {
    subject: `flow:${run}`,
    customerId,
    person: customerId ? null : { shopifyId },
    facts: { flow: { name, note } },
  };
  await transaction(context.db.pool, (sql) =>
    emitOwnEvents(context, sql, [
      { shopId: shop.id, topic: "shopbell/flow_action", eventId: `flow:${run}`, triggeredAt: now, payload },
    ]),
  );
  await remind(context, [inboxReminder(now)]);
  return { status: 200, message: null };
}
