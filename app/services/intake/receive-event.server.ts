import { deflateSync } from "node:zlib";
import { priorities } from "#core/operations/jobs.ts";
import type { Instant } from "#core/time/time.ts";
import { createBatcher, type Batcher } from "#shell/batcher.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import {
  storeReceipts,
  type EventReceipt,
  type EventReceiptResult,
} from "#shell/repositories/intake/store-events.server.ts";
import { remind } from "../engine/parts/remind.server.ts";

/** A delivery whose signature was checked. */
export interface WebhookDelivery {
  shopDomain: string;
  topic: string;
  eventId: string;
  webhookId: string;
  /** When the store saw the event; null where the delivery does not say. */
  triggeredAt: Instant | null;
  /** The raw body. */
  body: Uint8Array;
}

const MOST_IN_A_STATEMENT = 200;
const batchers = new WeakMap<AppContext, Batcher<EventReceipt, EventReceiptResult>>();

/**
 * Puts a delivery into the inbox, once an event, before anything else happens. Deliveries that arrive together share
 * one insert.
 */
export function receiveEvent(context: AppContext, delivery: WebhookDelivery): Promise<EventReceiptResult> {
  const now = context.clock.now();
  return batcherOf(context).add({
    ...delivery,
    id: context.newId(now),
    triggeredAt: delivery.triggeredAt ?? now,
    receivedAt: now,
    payload: deflateSync(delivery.body),
  });
}

function batcherOf(context: AppContext): Batcher<EventReceipt, EventReceiptResult> {
  const known = batchers.get(context);
  if (known) return known;
  const batcher = createBatcher((receipts: readonly EventReceipt[]) => store(context, receipts), {
    most: MOST_IN_A_STATEMENT,
    atOnce: 2,
  });
  batchers.set(context, batcher);
  return batcher;
}

async function store(context: AppContext, receipts: readonly EventReceipt[]): Promise<EventReceiptResult[]> {
  const fates = await storeReceipts(context.db.pool, receipts);
  for (const fate of fates) context.metrics.delivered(fate);
  const first = receipts.find((_receipt, at) => fates[at] === "stored");
  if (first)
    void remind(context, [
      { name: "events.ingest", id: `ingest-${first.id}`, payload: { id: first.id }, priority: priorities.high },
    ]);
  return fates;
}
