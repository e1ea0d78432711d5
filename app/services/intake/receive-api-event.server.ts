import { readApiEventBody, type ApiEventBody } from "#core/intake/event-body.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import type { TokenShop } from "#shell/repositories/intake/event-tokens.server.ts";
import { findKnownCustomer, findStoreEventId } from "#shell/repositories/intake/known-customers.server.ts";
import { readApiRequest, type ApiRefusal } from "./parts/read-api-request.server.ts";
import { inboxReminder, emitOwnEvents } from "./parts/emit-events.server.ts";
import { remind } from "../engine/parts/remind.server.ts";

const TOPIC = "shopbell/api_event";

/** The HTTP response: 202 for a new event, 200 for a repeated idempotency key, 4xx for a refused request. */
export type ApiEventResponse = { status: 202 | 200; id: string } | ApiRefusal;

/**
 * Receives `POST /api/events`: authenticates the shop by its token, applies the rate limit, validates the body, and
 * stores the event in the inbox once per idempotency key.
 */
export async function receiveApiEvent(context: AppContext, request: Request): Promise<ApiEventResponse> {
  const posted = await readApiRequest(context, request);
  if ("refused" in posted) return posted.refused;
  const { shop, json, headerKey } = posted;
  const read = readApiEventBody(json, {
    headerKey,
    countryCode: shop.countryCode,
    now: context.clock.now(),
  });
  return "problems" in read ? { status: 422, problems: read.problems } : storeApiEvent(context, shop, read.event);
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
