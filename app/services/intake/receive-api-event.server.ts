import { readApiEventBody, type ApiEventBody } from "#core/intake/event-body.ts";
import { nestsDeeperThan } from "#core/intake/json-depth.ts";
import { parseLossless } from "#core/intake/normalize.ts";
import type { Problem } from "#core/problem.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { bodyLimitOf } from "#shell/http/body-limits.server.ts";
import { BodyTooLarge, readBody } from "#shell/http/bounded-body.server.ts";
import { findShopByToken, type TokenShop } from "#shell/repositories/intake/event-tokens.server.ts";
import { findStoreEventId, findKnownCustomer } from "#shell/repositories/intake/known-customers.server.ts";
import { takeRateLimitToken } from "./parts/event-rate-limit.server.ts";
import { hashToken } from "./event-token.server.ts";
import { inboxReminder, emitOwnEvents } from "./parts/emit-events.server.ts";
import { remind } from "../engine/parts/remind.server.ts";

const MAX_JSON_DEPTH = 20;
const TOPIC = "shopbell/api_event";

/** The HTTP response: 202 for a new event, 200 for a repeated idempotency key, 4xx for a refused request. */
export type ApiEventResponse =
  | { status: 202 | 200; id: string }
  | { status: 400 | 401 | 403 | 413; error: string }
  | { status: 422; problems: Problem[] }
  | { status: 429; error: string; retryAfter: number };

/**
 * Receives `POST /api/events`: authenticates the shop by its token, applies the rate limit, validates the body, and
 * stores the event in the inbox once per idempotency key.
 */
export async function receiveApiEvent(context: AppContext, request: Request): Promise<ApiEventResponse> {
  const [, token] = /^Bearer\s+(\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  if (!token) return { status: 401, error: "send the shop's token as: Authorization: Bearer <token>" };
  const shop = await findShopByToken(context.db.pool, hashToken(token));
  if (!shop) return { status: 401, error: "the token is not valid, or was replaced" };
  if (shop.uninstalled) return { status: 403, error: "the shop has removed Shopbell" };
  const retryAfter = takeRateLimitToken(context, shop.id);
  if (retryAfter !== null)
    return { status: 429, error: `too many events; send the next one in ${retryAfter} s`, retryAfter };

  const json = await readJson(request);
  if ("status" in json) return json;
  const read = readApiEventBody(json.body, {
    headerKey: request.headers.get("idempotency-key"),
    countryCode: shop.countryCode,
    now: context.clock.now(),
  });
  return "problems" in read ? { status: 422, problems: read.problems } : storeApiEvent(context, shop, read.event);
}

async function readJson(request: Request): Promise<{ body: unknown } | Extract<ApiEventResponse, { error: string }>> {
  try {
    const bytes = await readBody(request, bodyLimitOf("/api/events"));
    if (nestsDeeperThan(bytes, MAX_JSON_DEPTH))
      return { status: 400, error: `the body nests deeper than ${MAX_JSON_DEPTH} levels` };
    return { body: parseLossless(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) };
  } catch (error) {
    if (error instanceof BodyTooLarge) return { status: 413, error: `the body is ${error.message}` };
    return { status: 400, error: "the body is not JSON" };
  }
}

async function storeApiEvent(
  context: AppContext,
  { id: shopId }: TokenShop,
  { name, key, customer, birthday, data, occurredAt, wanted }: ApiEventBody,
): Promise<ApiEventResponse> {
  const now = context.clock.now();
  const eventId = `api:${key}`;
  const known = await findStoreEventId(context.db.pool, shopId, TOPIC, eventId);
  if (known) return { status: 200, id: known };
  const customerId = await findKnownCustomer(context.db.pool, shopId, customer);
  // A phone number or a Shopify id identifies a new customer. An e-mail alone does not: later events could not be
  // matched to the same customer.
  if (!customerId && !customer.shopifyId && !customer.phone)
    return {
      status: 422,
      problems: [
        { path: "customer.email", message: "is no customer's of this shop; send phone or shopify_id as well" },
      ],
    };
  const person = { ...(!customerId && customer), ...(birthday && { birthday }) };
  const payload = {
    subject: `event:${key}`,
    customerId,
    person: Object.keys(person).length > 0 ? person : null,
    facts: { event: { name, data } },
    wanted,
  };
  const stored = await transaction(context.db.pool, async (sql) => {
    const emitted = await emitOwnEvents(context, sql, [
      { shopId, topic: TOPIC, eventId, triggeredAt: occurredAt ?? now, payload },
    ]);
    return { isNew: emitted > 0, id: (await findStoreEventId(sql, shopId, TOPIC, eventId)) ?? "" };
  });
  if (stored.isNew) await remind(context, [inboxReminder(now)]);
  return { status: stored.isNew ? 202 : 200, id: stored.id };
}
