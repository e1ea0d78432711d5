import type { z } from "zod";
import type { IgnoredReason } from "../activity/reasons.ts";
import { chargeReader } from "./topics/charge.ts";
import { checkoutReader } from "./topics/checkout.ts";
import { consentReader, emailConsentReader } from "./topics/consent.ts";
import { customerDeleteReader, customerMergeReader, customerReader } from "./topics/customer.ts";
import { emptyEvent, type IgnoredEvent, type NormalizedEvent, type TopicReader, type ReaderResult } from "./define.ts";
import { orderReader } from "./topics/order.ts";
import { ownReader } from "./topics/own-events.ts";
import { paymentReader } from "./topics/payment.ts";
import { customerRedactReader, dataRequestReader, shopRedactReader } from "./topics/privacy.ts";
import { productReader, stockReader, variantReader } from "./topics/product.ts";
import { purchasesReader } from "./topics/purchases.ts";
import { refundReader } from "./topics/refund.ts";
import { segmentReader } from "./topics/segment.ts";
import { shipmentEventReader, shipmentReader } from "./topics/shipment.ts";
import { shopReader, uninstallReader } from "./topics/shop.ts";
import { billingAttemptReader, subscriptionReader } from "./topics/subscription.ts";
import { tagReader } from "./topics/tags.ts";

export const topicReaders = [
  orderReader,
  paymentReader,
  refundReader,
  shipmentReader,
  shipmentEventReader,
  checkoutReader,
  customerReader,
  customerDeleteReader,
  customerMergeReader,
  tagReader,
  segmentReader,
  purchasesReader,
  consentReader,
  emailConsentReader,
  subscriptionReader,
  billingAttemptReader,
  productReader,
  variantReader,
  stockReader,
  chargeReader,
  shopReader,
  uninstallReader,
  customerRedactReader,
  dataRequestReader,
  shopRedactReader,
  ownReader,
] as const;

/** A reader's types meet its own payload only; behind this line they are all alike. */
interface AnyReader {
  payload: z.ZodType;
  read(payload: unknown, topic: string): ReaderResult | IgnoredEvent;
}
const byTopic = new Map<string, AnyReader>(
  (topicReaders as readonly TopicReader<z.ZodType>[]).flatMap((reader) =>
    reader.topics.map((topic) => [topic, reader as AnyReader] as const),
  ),
);

export type NormalizeResult = { normalizedEvent: NormalizedEvent } | { ignored: IgnoredReason; detail?: string };

/** Says what a delivery tells, in our words. Never throws: what cannot be used is ignored with its reason. */
export function normalizeEvent(topic: string, body: unknown): NormalizeResult {
  const reader = byTopic.get(topic);
  if (!reader) return { ignored: "topic_not_used" };
  const payload = reader.payload.safeParse(body);
  if (!payload.success) {
    const detail = payload.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
    return { ignored: "payload_invalid", detail };
  }
  const reading = reader.read(payload.data, topic);
  if ("ignored" in reading) return reading;
  return { normalizedEvent: { ...emptyEvent, ...reading } };
}
