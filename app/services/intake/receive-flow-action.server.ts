import { z } from "zod";
import { parseLossless } from "#core/intake/normalize.ts";
import { nestsDeeperThan } from "#core/intake/json-depth.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { BodyTooLarge, readBody } from "#shell/http/bounded-body.server.ts";
import { findKnownCustomer } from "#shell/repositories/intake/known-customers.server.ts";
import { findShop } from "#shell/repositories/team/shops.server.ts";
import { inboxReminder, emitOwnEvents } from "./parts/emit-events.server.ts";
import { remind } from "../engine/parts/remind.server.ts";

const MOST_BYTES = 256 * 1024;
const DEEPEST = 20;

const text = z
  .string()
  .nullish()
  .transform((value) => value?.trim() ?? "");

const body = z.object({
  shopify_domain: z.string(),
  /** The same for each try of one run: Flow tries for a day and a half. */
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

/** 2xx: done, and not tried again; 4xx: given up, and shown to the merchant; 5xx: tried again by Flow. */
export interface FlowActionResponse {
  status: number;
  message: string | null;
}

/**
 * A step of a merchant's workflow in Shopify Flow hands a customer over: checked, put into the inbox once for each
 * run.
 */
export async function receiveFlowAction(context: AppContext, request: Request): Promise<FlowActionResponse> {
  let raw: Buffer;
  try {
    raw = await readBody(request, MOST_BYTES);
  } catch (error) {
    return error instanceof BodyTooLarge
      ? { status: 413, message: error.message }
      : { status: 400, message: "the body ended before it was whole" };
  }
  if (nestsDeeperThan(raw, DEEPEST)) return { status: 400, message: `the body nests deeper than ${DEEPEST} levels` };
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
