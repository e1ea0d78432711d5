import { readPhone } from "#core/customers/phone-number.ts";
import type { PrivacyRequest } from "#core/intake/define.ts";
import type { Instant } from "#core/time/time.ts";
import { findFamily } from "#services/consent/parts/find-family.server.ts";
import { text } from "#text/en.ts";
import type { AppContext } from "#shell/context.server.ts";
import { allowLongStatements, type Sql } from "#shell/db/sql.server.ts";
import { insertErasures } from "#shell/repositories/consent/customer-erasures.server.ts";
import { searchedNamesOf } from "#shell/repositories/consent/erase-searches.server.ts";
import { eraseCustomer, eraseEvent, eraseShop } from "#shell/repositories/consent/erasure.server.ts";
import { insertDataRequest } from "#shell/repositories/consent/data-requests.server.ts";
import { momentOf } from "#text/moment.ts";
import { findShops } from "#shell/repositories/team/shops.server.ts";
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
 * is recorded for the merchant to answer.
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
    else await recordDataRequest(context, sql, event, request, now);
  }
}

/**
 * Erases a customer from every row of the shop: the account, the guests with its addresses, and the customers merged
 * with it. Their own rows now, their history by `eraseCustomers` after the commit. Totals stay. The keyed hash of an
 * opted-out address stays, so that the opt-out outlives the customer's data.
 */
async function redactCustomer(
  context: AppContext,
  sql: Sql,
  { shopId, storeEventId }: PrivacyEvent,
  request: Extract<PrivacyRequest, { shopifyId: string | null }>,
  now: Instant,
): Promise<void> {
  const named = await addressesNamed(sql, shopId, request);
  const { customers, own } = await findFamily(sql, shopId, { shopifyId: request.shopifyId, addresses: named });
  const words = [
    ...named,
    ...own,
    ...[...customers.values()].flatMap(({ shopifyId }) => shopifyId ?? []),
    ...(request.shopifyId ? [request.shopifyId] : []),
    ...[request.phone, request.email].flatMap((written) => written ?? []),
  ];
  const needles = [...new Set(words.map((word) => word.toLowerCase()))];
  const left = { shopId, phones: [], names: [], needles, createdAt: now };
  const erasures: Parameters<typeof insertErasures>[1][number][] = [
    { ...left, id: context.newId(now), customerId: null },
  ];
  for (const { id, erasedAt } of customers.values()) {
    if (erasedAt) continue;
    await cancelActiveSequencesOf(sql, id, "customer_erased", now);
    const names = await searchedNamesOf(sql, id);
    const phones = await eraseCustomer(sql, id, context.secrets.hashAddress, now);
    erasures.push({ ...left, id: context.newId(now), customerId: id, names, phones, needles: [] });
  }
  await insertErasures(sql, erasures);
  await eraseEvent(sql, storeEventId);
}

/** The addresses of a privacy request; a number without a country is read by the shop's. */
async function addressesNamed(
  sql: Sql,
  shopId: string,
  { phone, email }: { phone: string | null; email: string | null },
): Promise<string[]> {
  const [shop] = await findShops(sql, [shopId]);
  const number = readPhone(phone, [shop?.countryCode])?.e164;
  return [...(number ? [number] : []), ...(email ? [email.toLowerCase()] : [])];
}

/** Days that the law gives the merchant for an answer. */
const DAYS_TO_ANSWER = 30;

/** Records the request, and tells the merchant of it with its due date. */
async function recordDataRequest(
  context: AppContext,
  sql: Sql,
  { shopId, storeEventId }: PrivacyEvent,
  request: Extract<PrivacyRequest, { shopifyId: string | null }>,
  now: Instant,
): Promise<void> {
  const named = await addressesNamed(sql, shopId, request);
  const { customers } = await findFamily(sql, shopId, { shopifyId: request.shopifyId, addresses: named });
  const all = [...customers.values()];
  const customer = all.find(({ shopifyId }) => shopifyId !== null && shopifyId === request.shopifyId) ?? all[0];
  const dueAt = now.add({ hours: 24 * DAYS_TO_ANSWER });
  await insertDataRequest(sql, {
    id: context.newId(now),
    shopId,
    storeEventId,
    customerId: customer?.id ?? null,
    customerShopifyId: request.shopifyId,
    requestedAt: now,
    dueAt,
  });
  const [shop] = await findShops(sql, [shopId]);
  const due = momentOf(dueAt, shop?.timezone ?? "UTC", now).shown;
  await notify(sql, [
    {
      id: context.newId(now),
      shopId,
      kind: "data_request",
      ...text.privacy.requestNotice(request.shopifyId, due),
      dedupeKey: `data_request:${request.shopifyId}`,
      createdAt: now,
    },
  ]);
}
