import type { z } from "zod";
import type { IgnoredReason } from "../activity/reasons.ts";
import { mayBeUnstorable, storable } from "../storable-text.ts";
import {
  emptyEvent,
  type Facts,
  type IgnoredEvent,
  type NormalizedEvent,
  type ReaderResult,
  type TopicReader,
} from "./define.ts";
import { appSubscriptionReader, cappedAmountReader } from "./topics/app-subscription.ts";
import { chargeReader } from "./topics/charge.ts";
import { bulkOperationReader } from "./topics/bulk-operation.ts";
import { checkoutReader } from "./topics/checkout.ts";
import { consentReader, emailConsentReader } from "./topics/consent.ts";
import { customerDeleteReader, customerMergeReader, customerReader } from "./topics/customer.ts";
import { orderReader } from "./topics/order.ts";
import { ownReader } from "./topics/own-events.ts";
import { paymentReader } from "./topics/payment.ts";
import { customerRedactReader, dataRequestReader, shopRedactReader } from "./topics/privacy.ts";
import { productReader, stockReader, variantReader } from "./topics/product.ts";
import { purchasesReader } from "./topics/purchases.ts";
import { refundReader } from "./topics/refund.ts";
import { segmentReader } from "./topics/segment.ts";
import { shipmentEventReader, shipmentReader } from "./topics/shipment.ts";
import { scopesReader, shopReader, uninstallReader } from "./topics/shop.ts";
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
  appSubscriptionReader,
  cappedAmountReader,
  bulkOperationReader,
  shopReader,
  scopesReader,
  uninstallReader,
  customerRedactReader,
  dataRequestReader,
  shopRedactReader,
  ownReader,
] as const;

/** Erases each reader's payload type, so that one map can hold them all. */
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

/** Normalises a webhook body. Never throws: an unusable body is ignored with a reason. */
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

type Reviver = (this: unknown, key: string, value: unknown, context: { source: string }) => unknown;
const parse = JSON.parse as (text: string, reviver?: Reviver) => unknown;

/** An integer of 16 digits or more: JSON.parse would round it past 2^53. */
const LONG_NUMBER = /[:[,]\s*-?\d{16,}/;

/**
 * Parses JSON from outside. Keeps integers that a double cannot hold as strings: Shopify's ids exceed 2^53. Leaves out
 * characters that the database cannot hold.
 * @throws SyntaxError
 */
export const parseLossless = (json: string): unknown =>
  mayBeUnstorable(json) ? storable(parseNumbers(json)) : parseNumbers(json);

function parseNumbers(json: string): unknown {
  if (!LONG_NUMBER.test(json)) return parse(json);
  return parse(json, (_key, value, { source }) =>
    typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value) ? source : value,
  );
}

/** The customer and facts of the object that an event belongs to, from earlier events. */
export interface KnownOrder {
  customerId: string;
  facts: Facts;
}

/** Whether an event lacks a customer but names a parent object that may have one. */
export const lacksCustomer = ({ customer, customerId, relatedSubject }: NormalizedEvent): boolean =>
  customer === null && customerId === null && relatedSubject !== null;

export const knownOrderOf = (customerId: string, normalizeResult: NormalizeResult): KnownOrder => ({
  customerId,
  facts: "normalizedEvent" in normalizeResult ? normalizeResult.normalizedEvent.facts : {},
});

/** Completes an event with the customer and the missing facts of its parent object. */
export function withKnownOrder(normalizedEvent: NormalizedEvent, earlier: KnownOrder | undefined): NormalizedEvent {
  if (!earlier) return normalizedEvent;
  const topics = [...new Set([...Object.keys(earlier.facts), ...Object.keys(normalizedEvent.facts)])];
  const facts = Object.fromEntries(
    topics.map((topic) => [topic, { ...earlier.facts[topic], ...nonNull(normalizedEvent.facts[topic]) }]),
  );
  return { ...normalizedEvent, customerId: earlier.customerId, facts };
}

const nonNull = (facts: Record<string, unknown> | undefined): Record<string, unknown> =>
  Object.fromEntries(Object.entries(facts ?? {}).filter(([, value]) => value !== null));
