import { isOwn } from "#core/customers/addresses.ts";
import { readPhone } from "#core/customers/phone-number.ts";
import type { PrivacyRequest } from "#core/intake/define.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { allowLongStatements, type Sql } from "#shell/db/sql.server.ts";
import { lockCustomers, lockWithMerged } from "#shell/repositories/customers/customers.server.ts";
import { insertErasures } from "#shell/repositories/consent/customer-erasures.server.ts";
import { searchedNamesOf } from "#shell/repositories/consent/erase-searches.server.ts";
import { eraseCustomer, eraseEvent, eraseShop } from "#shell/repositories/consent/erasure.server.ts";
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
 * Erases a customer from every row of the shop: the account, the guests with its addresses, and the customers merged
 * with it. Their own rows now, their history by `eraseCustomers` after the commit. Totals stay. The keyed hash of an opted-out address stays, so that the opt-out outlives the customer's data.
 */
async function redactCustomer(
  context: AppContext,
  sql: Sql,
  { shopId, storeEventId }: PrivacyEvent,
  request: Extract<PrivacyRequest, { shopifyId: string | null }>,
  now: Instant,
): Promise<void> {
  const named = await addressesNamed(sql, shopId, request);
  const found = await lockCustomers(sql, [{ shopId, id: null, shopifyId: request.shopifyId, addresses: named }]);
  const first = found.filter(
    ({ shopifyId }) => request.shopifyId === null || shopifyId === null || shopifyId === request.shopifyId,
  );
  const family = await lockWithMerged(
    sql,
    first.map(({ id }) => id),
  );
  const own = family.flatMap(({ addresses }) => addresses.filter(isOwn).map(({ address }) => address));
  const guests = (await lockCustomers(sql, [{ shopId, id: null, shopifyId: null, addresses: own }])).filter(
    ({ shopifyId }) => shopifyId === null,
  );
  const customers = new Map([...family, ...guests].map((customer) => [customer.id, customer]));
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
