import { deflateSync } from "node:zlib";
import { priorities } from "#core/operations/jobs.ts";
import type { Instant } from "#core/time/time.ts";
import { batchOrEach, createBatcher, resultOf, type Batcher } from "#shell/batcher.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { retryWhileAway } from "#shell/db/away.server.ts";
import {
  storeReceipts,
  type EventReceipt,
  type EventReceiptResult,
} from "#shell/repositories/intake/store-events.server.ts";
import { traced } from "#shell/tracing.server.ts";
import { remind } from "../engine/parts/remind.server.ts";

/** A webhook delivery with a verified signature. */
export interface WebhookDelivery {
  shopDomain: string;
  topic: string;
  eventId: string;
  webhookId: string;
  /** When the event happened in the store; null when the delivery lacks the header. */
  triggeredAt: Instant | null;
  /** Shopify sent it as a test. */
  isTest: boolean;
  /** The raw body. */
  body: Uint8Array;
}

const MAX_BATCH = 200;
/** Shopify waits 5 seconds for an answer, and delivers again without one. */
const PATIENCE = { patienceMs: 3_000 };
type Stored = PromiseSettledResult<EventReceiptResult>;
const batchers = new WeakMap<AppContext, Batcher<EventReceipt, Stored>>();

/**
 * Stores a webhook delivery in the inbox, once per event id, and reminds the queue. Concurrent deliveries share one
 * insert; one that cannot be stored does not fail the others.
 * @returns whether the event is new, a duplicate, or of an unknown shop
 */
export async function receiveEvent(context: AppContext, delivery: WebhookDelivery): Promise<EventReceiptResult> {
  const now = context.clock.now();
  const id = context.newId(now);
  return traced(context, "webhook", { "shopbell.event": id, "shopbell.topic": delivery.topic }, async () =>
    resultOf(
      await batcherOf(context).add({
        ...delivery,
        id,
        triggeredAt: delivery.triggeredAt ?? now,
        receivedAt: now,
        test: delivery.isTest,
        payload: deflateSync(delivery.body),
      }),
    ),
  );
}

function batcherOf(context: AppContext): Batcher<EventReceipt, Stored> {
  const known = batchers.get(context);
  if (known) return known;
  const batcher = createBatcher(
    (receipts: readonly EventReceipt[]) => batchOrEach(receipts, (some) => store(context, some)),
    { most: MAX_BATCH, atOnce: 2 },
  );
  batchers.set(context, batcher);
  return batcher;
}

async function store(context: AppContext, receipts: readonly EventReceipt[]): Promise<EventReceiptResult[]> {
  const results = await retryWhileAway(context.log, () => storeReceipts(context.db.pool, receipts), PATIENCE);
  for (const result of results) context.metrics.delivered(result);
  receipts.forEach(({ id: event, eventId, webhookId, topic, shopDomain: shop }, at) => {
    if (results[at] === "stored") context.log.info({ event, eventId, webhookId, topic, shop }, "a delivery is stored");
  });
  const first = receipts.find((_receipt, at) => results[at] === "stored");
  if (first)
    void remind(context, [
      { name: "events.ingest", id: `ingest-${first.id}`, payload: { id: first.id }, priority: priorities.high },
    ]);
  return results;
}
