import type { PrivacyRequest } from "#core/intake/define.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { allowLongStatements, type Sql } from "#shell/db/sql.server.ts";
import { suppress } from "#shell/repositories/consent/consents.server.ts";
import { lockByPhone, lockCustomers } from "#shell/repositories/customers/customers.server.ts";
import { eraseCustomer, eraseEvent, eraseShop } from "#shell/repositories/consent/erasure.server.ts";
import { notify } from "#shell/repositories/team/notifications.server.ts";
import { cancelActiveSequencesOf } from "#shell/repositories/engine/sequences.server.ts";

export interface PrivacyEvent {
  storeEventId: string;
  shopId: string;
  shopDomain: string;
  request: PrivacyRequest;
}

/**
 * Handles Shopify's mandatory privacy webhooks: `shop/redact` and `customers/redact` erase, `customers/data_request`
 * notifies the merchant.
 */
export async function handlePrivacyWebhooks(
  context: AppContext,
  sql: Sql,
  events: readonly PrivacyEvent[],
  now: Instant,
): Promise<void> {
  await allowLongStatements(sql);
  for (const event of events) {
    const { request } = event;
    if (request.asks === "erase_shop") await eraseShop(sql, event.shopId, event.shopDomain);
    else if (request.asks === "erase_customer") await redactCustomer(context, sql, event, request, now);
    else await notifyMerchant(context, sql, event, request.shopifyId, now);
  }
}

/**
 * Erases a customer from every row of the shop. Totals stay. The keyed hash of an opted-out number stays as a
 * suppression, so that the opt-out outlives the customer's data.
 */
async function redactCustomer(
  context: AppContext,
  sql: Sql,
  event: PrivacyEvent,
  { shopifyId, phone }: { shopifyId: string | null; phone: string | null },
  now: Instant,
): Promise<void> {
  const byPhone =
    phone && !shopifyId ? (await lockByPhone(sql, phone)).filter(({ shopId }) => shopId === event.shopId) : [];
  const customers = shopifyId
    ? await lockCustomers(sql, [{ shopId: event.shopId, id: null, shopifyId, phone }])
    : byPhone;
  for (const { id, shopId, phoneHash, smsConsent, phone: number } of customers) {
    if (phoneHash && smsConsent === "unsubscribed")
      await suppress(sql, [{ id: context.newId(now), shopId, phoneHash, reason: "erased", createdAt: now }]);
    await cancelActiveSequencesOf(sql, id, "customer_erased", now);
    await eraseCustomer(sql, id, number, now);
  }
  await eraseEvent(sql, event.storeEventId);
}

const notifyMerchant = (
  context: AppContext,
  sql: Sql,
  { shopId }: PrivacyEvent,
  shopifyId: string | null,
  now: Instant,
): Promise<void> =>
  notify(sql, [
    {
      id: context.newId(now),
      shopId,
      kind: "data_request",
      title: "A customer asks to see their data",
      body: `Customer ${shopifyId ?? "without an account"} asks what is kept about them. Answer within 30 days.`,
      dedupeKey: `data_request:${shopifyId}`,
      createdAt: now,
    },
  ]);
