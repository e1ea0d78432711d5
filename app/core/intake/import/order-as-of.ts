import { Temporal, type Instant } from "../../time/time.ts";
import { instantIn } from "../shapes.ts";

type Body = Readonly<Record<string, unknown>>;
type Part = Record<string, unknown>;

function isAfter(written: unknown, now: Instant): boolean {
  const at = instantIn(written);
  return at !== null && Temporal.Instant.compare(at, now) > 0;
}
const partsOf = (list: unknown): Part[] => (Array.isArray(list) ? (list as Part[]) : []);
const since = (parts: readonly Part[], now: Instant): Part[] => parts.filter(({ created_at: at }) => !isAfter(at, now));

/**
 * An order as its webhook would have shown it at an instant: without what came later. The Admin API shows an order as it
 * is now alone, and a cancelled order would count as cancelled from its beginning.
 * @param body in the shape of its webhook, with `transactions`
 */
export function orderAsOf(body: Body, now: Instant): Body {
  const refunds = partsOf(body.refunds);
  const fulfillments = partsOf(body.fulfillments);
  const [refundedYet, sentYet] = [since(refunds, now), since(fulfillments, now)];
  const isCancelled = body.cancelled_at !== null && !isAfter(body.cancelled_at, now);
  const isWhole = refundedYet.length === refunds.length && (isCancelled || body.cancelled_at === null);
  return {
    ...body,
    ...(!isCancelled && { cancelled_at: null, cancel_reason: null }),
    ...(isAfter(body.closed_at, now) && { closed_at: null }),
    refunds: refundedYet,
    fulfillments: sentYet.map((parcel) =>
      // Its carrier had said less by then.
      isAfter(parcel.updated_at, now) ? { ...parcel, shipment_status: null, updated_at: parcel.created_at } : parcel,
    ),
    fulfillment_status:
      sentYet.length === fulfillments.length ? body.fulfillment_status : sentYet.length === 0 ? null : "partial",
    financial_status: financialStatus(body, { now, isWhole, isRefunded: refundedYet.length > 0 }),
    ...(!isWhole && {
      current_total_price: refundedYet.length === 0 ? body.total_price : body.current_total_price,
      current_subtotal_price: refundedYet.length === 0 ? body.subtotal_price : body.current_subtotal_price,
      ...(refundedYet.length === 0 && {
        line_items: partsOf(body.line_items).map((line) => ({ ...line, current_quantity: line.quantity })),
      }),
    }),
    updated_at: now.toString(),
  };
}

function financialStatus(
  body: Body,
  { now, isWhole, isRefunded }: { now: Instant; isWhole: boolean; isRefunded: boolean },
): unknown {
  const payments = partsOf(body.transactions).filter(
    ({ kind, status }) => status === "success" && (kind === "sale" || kind === "capture"),
  );
  if (payments.length === 0) return body.financial_status;
  if (payments.every(({ processed_at: at }) => isAfter(at, now))) return "pending";
  return isWhole ? body.financial_status : isRefunded ? "partially_refunded" : "paid";
}
