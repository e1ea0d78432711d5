import { Temporal, type Instant } from "../../time/time.ts";
import { instantIn } from "../shapes.ts";
import { missingOfOrder } from "../reconciliation/missing-of-order.ts";
import { orderAsOf } from "./order-as-of.ts";

/** What a store's history before the installation is made of. */
export type HistoryKind = "order" | "checkout" | "consent";

/** An imported object, from which a backtest takes the events that its webhooks would have been. */
export interface PastObject {
  kind: HistoryKind;
  /** In the shape of its webhook. */
  body: Readonly<Record<string, unknown>>;
  /** The installation: from then on webhooks told. */
  before: Instant;
}

export interface PastObjectEvent {
  topic: string;
  at: Instant;
  body: Readonly<Record<string, unknown>>;
}

const BEGINNING = Temporal.Instant.fromEpochMilliseconds(0);

/** The events of an imported object before the installation, oldest first, each with the object as it was then. */
export function pastEventsOf({ kind, body, before }: PastObject): PastObjectEvent[] {
  const events = kind === "order" ? ofOrder(body) : kind === "checkout" ? ofCheckout(body) : ofConsent(body);
  return events.filter(({ at }) => Temporal.Instant.compare(at, before) < 0);
}

const ofOrder = (body: PastObject["body"]): PastObjectEvent[] =>
  missingOfOrder(body, { events: [], toldAt: null }, { installedAt: BEGINNING }).map(
    ({ topic, triggeredAt: at, body: event }) => ({
      topic,
      at,
      // Refunds and shipments have bodies of their own.
      body: topic.startsWith("orders/") ? orderAsOf(event, at) : event,
    }),
  );

/**
 * A reminder counts from the checkout's last change, and its lines are those of that change. Of a completed one its order
 * tells.
 */
function ofCheckout(body: PastObject["body"]): PastObjectEvent[] {
  if (body.completed_at != null) return [];
  const at = instantOf(body.updated_at) ?? instantOf(body.created_at);
  return at ? [{ topic: "checkouts/create", at, body }] : [];
}

function ofConsent(body: PastObject["body"]): PastObjectEvent[] {
  const consent = body.sms_marketing_consent as Record<string, unknown> | undefined;
  const at = instantOf(consent?.consent_updated_at);
  return at ? [{ topic: "customers_marketing_consent/update", at, body }] : [];
}

function instantOf(value: unknown): Instant | null {
  const at = instantIn(value);
  return at === null ? null : Temporal.Instant.from(at);
}

/** When the history of an object begins; null for one without a time. */
export const beginsAt = (object: Omit<PastObject, "before">): Instant | null =>
  object.kind === "order"
    ? instantOf(object.body.created_at)
    : ((object.kind === "checkout" ? ofCheckout(object.body) : ofConsent(object.body))[0]?.at ?? null);
