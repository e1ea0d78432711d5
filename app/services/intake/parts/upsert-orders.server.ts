import { attributionStarts, creditOrder, type DeliveredText } from "#core/analytics/attribute.ts";
import type { CustomerRecord } from "#core/customers/record.ts";
import {
  mergeOrders,
  orderIdIn,
  orderKey,
  type OrderUpdate,
  type StoreOrder,
  withOrderNow,
} from "#core/intake/store-order.ts";
import { readSettings } from "#core/team/settings.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import type { ShopRow } from "#shell/repositories/team/shops.server.ts";
import { findAttributableTexts, findOrders, saveOrders } from "#shell/repositories/intake/store-orders.server.ts";
import type { NormalizedStoreEvent } from "./normalize-events.server.ts";

/** By `orderKey`. */
export type KnownOrders = ReadonlyMap<string, StoreOrder>;

interface EventContext {
  /** By event id. */
  customers: ReadonlyMap<string, Pick<CustomerRecord, "id" | "erasedAt">>;
  shops: ReadonlyMap<string, ShopRow>;
  known: KnownOrders;
}

/** The key of the order that an event is about; null for an event about none. */
function orderKeyOf({ shopId, normalizeResult }: NormalizedStoreEvent): { shopId: string; orderId: string } | null {
  if ("ignored" in normalizeResult) return null;
  const { order, facts } = normalizeResult.normalizedEvent;
  const orderId = order?.orderId ?? orderIdIn(facts);
  return orderId === null ? null : { shopId, orderId };
}

/** Reads the stored orders that events are about. */
export async function readKnownOrders(sql: Sql, events: readonly NormalizedStoreEvent[]): Promise<KnownOrders> {
  const keys = events.flatMap((event) => orderKeyOf(event) ?? []);
  if (keys.length === 0) return new Map();
  return new Map((await findOrders(sql, keys)).map((order) => [orderKey(order), order]));
}

/**
 * Merges the orders of a batch of events into the stored ones. A new order is credited to the text that led to it, if
 * any. The caller holds the shops' intake lock.
 * @returns the orders that the events are about, as they are now
 */
export async function upsertOrders(
  sql: Sql,
  events: readonly NormalizedStoreEvent[],
  { customers, shops, known }: EventContext,
): Promise<KnownOrders> {
  const orders = mergeOrders(
    known,
    events.flatMap((event) => orderUpdatesOf(event, { customers, shops })),
  );
  if (orders.length === 0) return known;
  const windowsOf = (shopId: string) => readSettings(shops.get(shopId)?.settings);
  const queries = orders.flatMap((order) => {
    const { shopId, orderId, customerId, placedAt, told } = order;
    if (!customerId || known.has(orderKey(order))) return [];
    const starts = attributionStarts({ placedAt }, windowsOf(shopId));
    return [{ shopId, orderId, customerId, placedAt, ...starts, codes: codesOf(told?.facts.discount_codes) }];
  });
  const texts = new Map<string, DeliveredText[]>();
  for (const text of queries.length > 0 ? await findAttributableTexts(sql, queries) : [])
    texts.set(orderKey(text), [...(texts.get(orderKey(text)) ?? []), text]);
  await saveOrders(
    sql,
    orders.map((order) => {
      const credit = creditOrder(order, texts.get(orderKey(order)) ?? [], windowsOf(order.shopId));
      return {
        ...order,
        messageId: credit?.text.messageId ?? null,
        automationId: credit?.text.automationId ?? null,
        creditedBy: credit?.by ?? null,
      };
    }),
  );
  return new Map([...known, ...orders.map((order) => [orderKey(order), order] as const)]);
}

const codesOf = (codes: unknown): string[] =>
  Array.isArray(codes) ? codes.flatMap((code) => (typeof code === "string" ? [code.toLowerCase()] : [])) : [];

/** Replaces the order facts of an event with the current state of the order. */
export function withCurrentOrder(event: NormalizedStoreEvent, orders: KnownOrders): NormalizedStoreEvent {
  const { normalizeResult } = event;
  const key = orderKeyOf(event);
  const order = key && orders.get(orderKey(key));
  if (!order || "ignored" in normalizeResult) return event;
  const { normalizedEvent } = normalizeResult;
  return {
    ...event,
    normalizeResult: { normalizedEvent: { ...normalizedEvent, facts: withOrderNow(normalizedEvent.facts, order) } },
  };
}

function orderUpdatesOf(
  { id, shopId, isTest, triggeredAt, normalizeResult }: NormalizedStoreEvent,
  { customers, shops }: Omit<EventContext, "known">,
): OrderUpdate[] {
  const shop = shops.get(shopId);
  if (!shop || shop.uninstalledAt || isTest || "ignored" in normalizeResult) return [];
  const observed = normalizeResult.normalizedEvent.order;
  if (!observed) return [];
  const customer = customers.get(id);
  const erased = customer?.erasedAt != null;
  return [{ shopId, customerId: erased ? null : (customer?.id ?? null), erased, observed, triggeredAt }];
}
