import { deflateSync } from "node:zlib";
import type { IgnoredReason } from "#core/activity/reasons.ts";
import { asksForOrder, namedOrder, nextLookAt } from "#core/intake/order-wait.ts";
import { orderKey } from "#core/intake/store-order.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import {
  findOrderEvents,
  recordResults,
  recordWaits,
  storeOwnEvents,
  type OwnReceipt,
} from "#shell/repositories/intake/store-events.server.ts";
import { findOrders } from "#shell/repositories/intake/store-orders.server.ts";
import type { NormalizedStoreEvent } from "./normalize-events.server.ts";

const ORDER_UNKNOWN = "order_unknown" satisfies IgnoredReason;

/** An event that names an order of which nothing is known. */
type Orphan = NormalizedStoreEvent & { orderId: string; orderName: string | null };

/** Splits events into those whose order is known, or that name none, and those of unknown orders. */
export async function splitByOrder(
  { db }: Pick<AppContext, "db">,
  events: readonly NormalizedStoreEvent[],
): Promise<{ ready: NormalizedStoreEvent[]; orphans: Orphan[] }> {
  const named = events.flatMap(toOrphan);
  if (named.length === 0) return { ready: [...events], orphans: [] };
  const orders = await findOrders(db.pool, named);
  const told = await findOrderEvents(
    db.pool,
    named.map(({ shopId, orderId }) => ({ shopId, subject: `order:${orderId}` })),
  );
  const known = new Set([
    ...orders.map(orderKey),
    ...told.map(({ shopId, subject }) => `${shopId} ${subject.slice(6)}`),
  ]);
  const orphans = named.filter((event) => !known.has(orderKey(event)));
  const ids = new Set(orphans.map(({ id }) => id));
  return { ready: events.filter(({ id }) => !ids.has(id)), orphans };
}

function toOrphan(event: NormalizedStoreEvent): Orphan[] {
  if (event.isTest || "ignored" in event.normalizeResult) return [];
  const { normalizedEvent } = event.normalizeResult;
  const orderId = namedOrder(normalizedEvent);
  const name = normalizedEvent.facts.order?.name;
  return orderId === null ? [] : [{ ...event, orderId, orderName: typeof name === "string" ? name : null }];
}

/**
 * Lets events of unknown orders wait some minutes for the order's own event, each by itself. Then asks Shopify for the
 * order: the answer becomes an event of its own, after which the waiting ones know their order. An event whose order
 * Shopify does not know is refused.
 * @returns when the events are to be claimed again
 */
export async function waitForOrders(context: AppContext, orphans: readonly Orphan[]): Promise<Instant[]> {
  const asking = orphans.filter(({ waits }) => asksForOrder(waits));
  const answers = new Map<string, Promise<OwnReceipt | "unknown" | "no answer">>();
  for (const event of asking)
    if (!answers.has(orderKey(event))) answers.set(orderKey(event), fetchOrder(context, event));
  const now = context.clock.now();
  const waiting: { event: Orphan; until: Instant }[] = [];
  const refused: Orphan[] = [];
  const told = new Map<string, OwnReceipt>();
  for (const event of orphans) {
    const answer = await answers.get(orderKey(event));
    if (typeof answer === "object") told.set(answer.eventId, answer);
    const until =
      typeof answer === "object"
        ? now.subtract({ milliseconds: 1 })
        : answer === "unknown"
          ? null
          : nextLookAt(now, event.waits);
    if (until) waiting.push({ event, until });
    else refused.push(event);
  }
  // At once: a claim that took the waiting events without the order would ask for it again.
  await transaction(context.db.pool, async (sql) => {
    await storeOwnEvents(sql, [...told.values()]);
    await recordWaits(
      sql,
      waiting.map(({ event: { id, orderId, orderName }, until }) => ({
        id,
        until,
        relatedSubject: `order:${orderId}`,
        subjectName: orderName,
        reason: ORDER_UNKNOWN,
      })),
    );
  });
  await refuse(context, refused, now);
  return waiting.map(({ until }) => until);
}

/** Asks Shopify for an order. @returns its answer as an event for the inbox, as if the store had told of it */
async function fetchOrder(
  context: AppContext,
  { shopId, shopDomain, orderId }: Orphan,
): Promise<OwnReceipt | "unknown" | "no answer"> {
  const answer = await context.adminApi.order(shopDomain, orderId);
  if (!answer) return "no answer";
  if (!answer.order) return "unknown";
  const now = context.clock.now();
  const eventId = `order:${orderId}:${now.epochMilliseconds}`;
  return {
    id: context.newId(now),
    shopId,
    topic: "shopbell/order_fetched",
    eventId,
    webhookId: eventId,
    triggeredAt: now,
    receivedAt: now,
    payload: deflateSync(JSON.stringify(answer.order)),
  };
}

async function refuse(context: AppContext, events: readonly Orphan[], now: Instant): Promise<void> {
  await recordResults(
    context.db.pool,
    events.map(({ id, orderId, orderName, normalizeResult }) => ({
      id,
      status: "ignored",
      reason: ORDER_UNKNOWN,
      outcome: null,
      customerId: null,
      subject: "normalizedEvent" in normalizeResult ? normalizeResult.normalizedEvent.subject : null,
      relatedSubject: `order:${orderId}`,
      subjectName: orderName,
      recognised: [],
      processedAt: now,
    })),
  );
  for (const _event of events) context.metrics.ingested("ignored");
}
