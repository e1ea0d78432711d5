import { inflateSync } from "node:zlib";
import { isOwn } from "#core/customers/addresses.ts";
import { readPhone } from "#core/customers/phone-number.ts";
import type { PrivacyRequest } from "#core/intake/define.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { allowLongStatements, type Sql } from "#shell/db/sql.server.ts";
import { lockCustomers, lockWithMerged } from "#shell/repositories/customers/customers.server.ts";
import { eraseCustomer, eraseEvent, eraseEventsOf, eraseShop } from "#shell/repositories/consent/erasure.server.ts";
import { readUnlinkedEvents, type UnlinkedEvent } from "#shell/repositories/intake/store-events.server.ts";
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
 * with it. Totals stay. The keyed hash of an opted-out address stays, so that the opt-out outlives the customer's data.
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
  for (const { id, erasedAt } of customers.values()) {
    if (erasedAt) continue;
    await cancelActiveSequencesOf(sql, id, "customer_erased", now);
    await eraseCustomer(sql, id, context.secrets.hashAddress, now);
  }
  const needles = [
    ...named,
    ...own,
    ...[...customers.values()].flatMap(({ shopifyId }) => shopifyId ?? []),
    ...(request.shopifyId ? [request.shopifyId] : []),
    ...[request.phone, request.email].flatMap((written) => written ?? []),
  ];
  await eraseUnlinkedEvents(sql, shopId, new Set(needles));
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

/**
 * Erases the bodies of events that name one of these ids or addresses and belong to no customer: ignored and failed
 * ones.
 */
async function eraseUnlinkedEvents(sql: Sql, shopId: string, needles: ReadonlySet<string>): Promise<void> {
  if (needles.size === 0) return;
  const words = [...needles].map((needle) => needle.toLowerCase());
  for (let after: string | null = null, isLast = false; !isLast;) {
    const page: UnlinkedEvent[] = await readUnlinkedEvents(sql, shopId, { after, limit: PAGE_SIZE });
    const naming = page.filter(({ payload }) => {
      const body = payload ? inflateSync(payload).toString("utf8").toLowerCase() : "";
      return words.some((word) => body.includes(word));
    });
    if (naming.length > 0)
      await eraseEventsOf(
        sql,
        naming.map(({ id }) => id),
      );
    after = page.at(-1)?.id ?? null;
    isLast = page.length < PAGE_SIZE;
  }
}

const PAGE_SIZE = 500;

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
