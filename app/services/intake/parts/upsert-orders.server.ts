import { attributeOrders, attributionWindowStart, type DeliveredText } from "#core/analytics/attribute.ts";
import { orderUpdateOf, mergeOrderUpdates, type OrderUpdate } from "#core/analytics/order-update.ts";
import type { CustomerRecord } from "#core/customers/record.ts";
import { readSettings } from "#core/team/settings.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import type { ShopRow } from "#shell/repositories/team/shops.server.ts";
import { saveOrders, textsBefore } from "#shell/repositories/intake/store-orders.server.ts";
import type { NormalizedStoreEvent } from "./normalize-events.server.ts";

interface Known {
  /** By the event's id. */
  customers: ReadonlyMap<string, Pick<CustomerRecord, "id" | "erasedAt">>;
  shops: ReadonlyMap<string, ShopRow>;
}

/**
 * Keeps the money of the orders that a batch of events tells of, each with the text that it counts for. Part of
 * taking events in: the shops' intake is locked. A batch without orders costs nothing.
 */
export async function upsertOrders(sql: Sql, events: readonly NormalizedStoreEvent[], known: Known): Promise<void> {
  const orders = mergeOrderUpdates(events.flatMap((event) => toldBy(event, known)));
  if (orders.length === 0) return;
  const days = (shopId: string) => readSettings(known.shops.get(shopId)?.settings).attributionDays;
  const sought = orders.flatMap(({ shopId, orderId, customerId, placedAt }) =>
    customerId
      ? [{ shopId, orderId, customerId, placedAt, since: attributionWindowStart({ placedAt }, days(shopId)) }]
      : [],
  );
  const texts = new Map<string, DeliveredText[]>();
  for (const text of await textsBefore(sql, sought)) texts.set(keyOf(text), [...(texts.get(keyOf(text)) ?? []), text]);
  await saveOrders(
    sql,
    orders.map((order) => {
      const countsFor = attributeOrders(order, texts.get(keyOf(order)) ?? [], days(order.shopId));
      return { ...order, messageId: countsFor?.messageId ?? null, automationId: countsFor?.automationId ?? null };
    }),
  );
}

function toldBy(
  { id, shopId, triggeredAt, normalizeResult }: NormalizedStoreEvent,
  { customers, shops }: Known,
): OrderUpdate[] {
  const shop = shops.get(shopId);
  if (!shop || shop.uninstalledAt || "ignored" in normalizeResult || !normalizeResult.normalizedEvent.order) return [];
  const customer = customers.get(id);
  // Who was forgotten is not tied to anything anew.
  const customerId = customer && !customer.erasedAt ? customer.id : null;
  return [orderUpdateOf(normalizeResult.normalizedEvent.order, { shopId, customerId }, triggeredAt)];
}

const keyOf = ({ shopId, orderId }: { shopId: string; orderId: string }): string => `${shopId} ${orderId}`;
