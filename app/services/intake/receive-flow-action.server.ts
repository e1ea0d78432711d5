import { z } from "zod";
import { reasons } from "#core/activity/reasons.ts";
import { checkDraft } from "#core/sending/guards/content.ts";
import { parseLossless } from "#core/intake/normalize.ts";
import { nestsDeeperThan } from "#core/intake/json-depth.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { bodyLimitOf } from "#shell/http/body-limits.server.ts";
import { BodyTooLarge, readBody } from "#shell/http/bounded-body.server.ts";
import { isAnyOn } from "#shell/repositories/automations/automation-list.server.ts";
import { findKnownCustomer } from "#shell/repositories/intake/known-customers.server.ts";
import { findShop } from "#shell/repositories/team/shops.server.ts";
import { inboxReminder, emitOwnEvents } from "./parts/emit-events.server.ts";
import { ensureManualAutomation } from "../sending/parts/ensure-manual-automation.server.ts";
import { remind } from "../engine/parts/remind.server.ts";

const MAX_JSON_DEPTH = 20;

const runFields = {
  shopify_domain: z.string(),
  /** The idempotency key: the same for each retry of one run. Flow retries for 36 hours. */
  action_run_id: z.string().min(1),
};

const text = z
  .string()
  .nullish()
  .transform((value) => value?.trim() ?? "");

const customerId = z
  .union([z.string(), z.number()], "names no customer")
  .transform((id) => String(id).replace("gid://shopify/Customer/", ""))
  .pipe(z.string().regex(/^\d{1,20}$/, "is no customer's id"));

/** The properties of each action, by the handle of its extension. */
const body = z.discriminatedUnion(
  "handle",
  [
    z.object({
      ...runFields,
      handle: z.literal("start-automation"),
      properties: z.object({ customer_id: customerId, name: text, note: text }),
    }),
    z.object({
      ...runFields,
      handle: z.literal("send-text"),
      properties: z.object({ customer_id: customerId, message: text.pipe(z.string().min(1, "write the text")) }),
    }),
  ],
  "is an action that this release of Shopbell does not know",
);
type FlowRun = z.infer<typeof body>;

/** The HTTP response. 2xx: done. 4xx: Flow does not retry, and shows the message to the merchant. 5xx: Flow retries. */
export interface FlowActionResponse {
  status: number;
  message: string | null;
}

/**
 * Receives an action of Shopify Flow for one customer, "start an automation" or "send a text": verifies the request and
 * stores an event in the inbox, once per Flow run.
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
  const shop = await findShop(context.db.pool, read.data.shopify_domain);
  if (!shop || shop.uninstalledAt) return { status: 404, message: "the shop has not installed Shopbell" };
  return takeOn(context, shop.id, read.data);
}

/** Stores the event that the action asks for, once per run of the action. Intake decides with all checks. */
async function takeOn(context: AppContext, shopId: string, action: FlowRun): Promise<FlowActionResponse> {
  const problem = await problemOf(context, shopId, action);
  if (problem) return { status: 422, message: problem };
  const now = context.clock.now();
  const { customer_id: shopifyId } = action.properties;
  const known = await findKnownCustomer(context.db.pool, shopId, { shopifyId, phone: null, email: null });
  const subject = `flow:${action.action_run_id}`;
  const payload = { subject, customerId: known, person: known ? null : { shopifyId } };
  await transaction(context.db.pool, async (sql) => {
    const event = { shopId, eventId: subject, triggeredAt: now };
    if (action.handle === "start-automation") {
      const { name, note } = action.properties;
      const facts = { flow: { name, note } };
      await emitOwnEvents(context, sql, [{ ...event, topic: "shopbell/flow_action", payload: { ...payload, facts } }]);
      return;
    }
    const facts = { manual: { by: "shopify", words: action.properties.message } };
    const automationId = await ensureManualAutomation(context, sql, shopId, "flow", now);
    await emitOwnEvents(context, sql, [
      { ...event, topic: "shopbell/manual", payload: { ...payload, automationId, facts } },
    ]);
  });
  await remind(context, [inboxReminder(now)]);
  return { status: 200, message: null };
}

/** What the merchant has to put right first, as Flow shows it at the run; null for nothing. */
async function problemOf({ db }: AppContext, shopId: string, action: FlowRun): Promise<string | null> {
  if (action.handle === "start-automation")
    return (await isAnyOn(db.pool, shopId, "flow_action"))
      ? null
      : "no automation with the trigger “Shopify Flow” is on in Shopbell; turn one on";
  const check = checkDraft({ body: action.properties.message });
  if (check.answer === "pass") return null;
  return `properties.message: ${"reason" in check ? reasons[check.reason].label : "cannot be sent"}`;
}
