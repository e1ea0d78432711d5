import {
  attributeOrders,
  attributionWindowStart,
  type DeliveredText,
  mergeOrderUpdates,
  type OrderUpdate,
  orderUpdateOf,
} from "#core/analytics/attribute.ts";
import type { CustomerRecord } from "#core/customers/record.ts";
import { readSettings } from "#core/team/settings.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import type { ShopRow } from "#shell/repositories/team/shops.server.ts";
import { saveOrders, findAttributableTexts } from "#shell/repositories/intake/store-orders.server.ts";
import type { NormalizedStoreEvent } from "./normalize-events.server.ts";

interface EventContext {
  /** By event id. */
  customers: ReadonlyMap<string, Pick<CustomerRecord, "id" | "erasedAt">>;
  shops: ReadonlyMap<string, ShopRow>;
}

/**
 * Saves the orders of a batch of events, each attributed to the text that led to it, if any. The caller holds the
 * shops' intake lock.
 */
export async function upsertOrders(
  sql: Sql,
  events: readonly NormalizedStoreEvent[],
  { customers, shops }: EventContext,
): Promise<void> {
  const orders = mergeOrderUpdates(events.flatMap((event) => orderUpdatesOf(event, { customers, shops })));
  if (orders.length === 0) return;
  const windowDays = (shopId: string) => readSettings(shops.get(shopId)?.settings).attributionDays;
  const queries = orders.flatMap(({ shopId, orderId, customerId, placedAt }) =>
    customerId
      ? [{ shopId, orderId, customerId, placedAt, since: attributionWindowStart({ placedAt }, windowDays(shopId)) }]
      : [],
  );
  const texts = new Map<string, DeliveredText[]>();
  for (const text of await findAttributableTexts(sql, queries))
    texts.set(keyOf(text), [...(texts.get(keyOf(text)) ?? []), text]);
  await saveOrders(
    sql,
    orders.map((order) => {
      const text = attributeOrders(order, texts.get(keyOf(order)) ?? [], windowDays(order.shopId));
      return { ...order, messageId: text?.messageId ?? null, automationId: text?.automationId ?? null };
    }),
  );
}

function orderUpdatesOf(
  { id, shopId, triggeredAt, normalizeResult }: NormalizedStoreEvent,
  { customers, shops }: EventContext,
): OrderUpdate[] {
  const shop = shops.get(shopId);
  if (!shop || shop.uninstalledAt || "ignored" in normalizeResult || !normalizeResult.normalizedEvent.order) return [];
  const { order } = normalizeResult.normalizedEvent;
  if (order.total === null || order.currency === null) return [];
  const customer = customers.get(id);
  // An erased customer gets no new orders.
  const customerId = customer && !customer.erasedAt ? customer.id : null;
  return [
    orderUpdateOf({ ...order, total: order.total, currency: order.currency }, { shopId, customerId }, triggeredAt),
  ];
}

const keyOf = ({ shopId, orderId }: { shopId: string; orderId: string }): string => `${shopId} ${orderId}`;
