import { type Instant, Temporal } from "../time/time.ts";
import type { Facts, ObservedOrder, ObservedRefund, ObservedShipment } from "./define.ts";
import { addMoney, inUnits } from "./money.ts";

/** When data was true: the data's own time, then the event's, then the topic's place in an order's life. */
interface Version {
  at: string;
  by: string;
  stage: number;
}

/** What events have told of an order, each group of fields as of its newest version. Stored as JSON. */
export interface OrderTold extends Version {
  /** The order as its newest body shows it: the `order` facts without what refunds and shipments add. */
  facts: Record<string, unknown>;
  /** The total when the order was placed: decimal text; null unknown. */
  placedTotal: string | null;
  /** By Shopify's id. */
  refunds: Record<string, ToldRefund>;
  shipments: Record<string, ToldShipment>;
}

type ToldRefund = Omit<ObservedRefund, "id" | "at"> & Version;
type ToldShipment = Partial<Omit<NonNullable<ObservedShipment["parcel"]>, "at">> & {
  /** The version of the parcel's own fields; null while only a carrier's event is known. */
  parcel: Version | null;
  /** The carrier's newest status. */
  status: string | null;
  carrier: Version | null;
};

/** The current state of an order, merged from its events. The sequence of the events does not change the result. */
export interface StoreOrder {
  shopId: string;
  /** Shopify's numeric id as text. */
  orderId: string;
  customerId: string | null;
  /** The current total: decimal text in the shop's currency; null unknown. */
  total: string | null;
  currency: string | null;
  placedAt: Instant;
  cancelledAt: Instant | null;
  /** What it came to when it was placed: decimal text; null unknown. */
  gross: string | null;
  /** What is left of it without refunds, and without everything once it is cancelled: decimal text; null unknown. */
  net: string | null;
  /** False once the order is cancelled or refunded in full. */
  stands: boolean;
  toldAt: Instant;
  /** Null for an order without details: its customer was erased, or an earlier version saved it. */
  told: OrderTold | null;
}

/** What one event says about an order. */
export interface OrderUpdate {
  shopId: string;
  customerId: string | null;
  /** The order's customer is erased: no details are kept. */
  erased: boolean;
  observed: ObservedOrder;
  triggeredAt: Instant;
}

const instantOf = (time: string | null): Instant | null => (time === null ? null : Temporal.Instant.from(time));

const compareTimes = (a: string, b: string): number => Temporal.Instant.compare(a, b);

/** Whether `next` replaces `known`. */
const isNewer = (next: Version, known: Version | null | undefined): boolean =>
  !known || (compareTimes(next.at, known.at) || compareTimes(next.by, known.by) || next.stage - known.stage || 0) >= 0;

/**
 * Applies updates to the known orders. Each group of fields takes its newest version, so the sequence of the updates does
 * not change the result. A part of an order, such as a refund, adds to an order that is known; of an unknown
 * order it tells too little.
 * @param known by `orderKey`
 * @returns the changed orders
 */
export function mergeOrders(known: ReadonlyMap<string, StoreOrder>, updates: readonly OrderUpdate[]): StoreOrder[] {
  const changed = new Map<string, StoreOrder>();
  const wholesFirst = updates.toSorted((a, b) => Number(a.observed.whole === null) - Number(b.observed.whole === null));
  for (const update of wholesFirst) {
    const key = orderKey({ shopId: update.shopId, orderId: update.observed.orderId });
    const merged = mergeOrder(changed.get(key) ?? known.get(key), update);
    if (merged) changed.set(key, merged);
  }
  return [...changed.values()];
}

export const orderKey = ({ shopId, orderId }: { shopId: string; orderId: string }): string => `${shopId} ${orderId}`;

function mergeOrder(known: StoreOrder | undefined, update: OrderUpdate): StoreOrder | null {
  const { shopId, customerId, erased, observed, triggeredAt } = update;
  const { orderId, whole, stage } = observed;
  const by = triggeredAt.toString();
  const version: Version = { at: whole?.updatedAt ?? by, by, stage };
  if (!known && !whole) return null;
  const isNewest =
    whole !== null && isNewer(version, known?.told ?? (known && { ...version, at: known.toldAt.toString() }));
  const saidPlacedAt = instantOf(whole?.placedAt ?? null);
  const base: StoreOrder = known ?? {
    shopId,
    orderId,
    customerId: null,
    total: null,
    currency: null,
    placedAt: triggeredAt,
    cancelledAt: null,
    gross: null,
    net: null,
    stands: true,
    toldAt: instantOf(version.at) ?? triggeredAt,
    told: null,
  };
  const order: StoreOrder = {
    ...base,
    ...(isNewest && {
      total: whole.total ?? base.total,
      currency: whole.currency ?? base.currency,
      toldAt: instantOf(version.at) ?? triggeredAt,
    }),
    customerId: erased ? null : isNewest ? (customerId ?? base.customerId) : (base.customerId ?? customerId),
    placedAt: saidPlacedAt ?? (whole ? (earlier(base.placedAt, triggeredAt) ?? triggeredAt) : base.placedAt),
    cancelledAt: earlier(base.cancelledAt, instantOf(whole?.cancelledAt ?? null)),
  };
  const told = toldOf(base.told, observed, { version, isNewest });
  const amounts = amountsOf(order, base, told);
  return erased
    ? { ...order, ...amounts, told: null, stands: base.stands && order.cancelledAt === null }
    : { ...order, ...amounts, told, stands: stands({ ...order, told }) };
}

/**
 * Refunds of items lower the total that Shopify tells; a refund of money alone does not.
 * @param base the order so far: the refunds of an erased one are known from its net amount alone
 */
function amountsOf(
  { total, cancelledAt }: Pick<StoreOrder, "total" | "cancelledAt">,
  base: StoreOrder,
  told: OrderTold | null,
): Pick<StoreOrder, "gross" | "net"> {
  const gross = told ? (told.placedTotal ?? total) : (base.gross ?? total);
  if (cancelledAt) return { gross, net: gross === null ? null : "0" };
  const refunded = told && refundedOf(told);
  const left = [
    total,
    ...(refunded !== null && gross !== null ? [addMoney([gross, `-${refunded}`])] : []),
    ...(base.told === null ? [base.net] : []),
  ].filter((amount) => amount !== null);
  const least = left.toSorted((a, b) => Number(inUnits(a, PLACES) - inUnits(b, PLACES)))[0] ?? null;
  return { gross, net: least?.startsWith("-") ? "0" : least };
}

const earlier = (a: Instant | null, b: Instant | null): Instant | null =>
  !a || (b && Temporal.Instant.compare(b, a) < 0) ? b : a;

function toldOf(
  known: OrderTold | null,
  { whole, refunds, shipments }: ObservedOrder,
  { version, isNewest }: { version: Version; isNewest: boolean },
): OrderTold | null {
  const base =
    whole && (isNewest || !known) ? { ...version, facts: whole.facts, placedTotal: whole.placedTotal } : known;
  if (!base) return null;
  return {
    at: base.at,
    by: base.by,
    stage: base.stage,
    facts: base.facts,
    placedTotal: base.placedTotal ?? known?.placedTotal ?? null,
    refunds: refunds.reduce((all, refund) => withRefund(all, refund, version), known?.refunds ?? {}),
    shipments: shipments.reduce((all, shipment) => withShipment(all, shipment, version), known?.shipments ?? {}),
  };
}

function withRefund(
  refunds: OrderTold["refunds"],
  { id, at, ...refund }: ObservedRefund,
  version: Version,
): OrderTold["refunds"] {
  const own = { ...version, at: at ?? version.by };
  return isNewer(own, refunds[id]) ? { ...refunds, [id]: { ...refund, ...own } } : refunds;
}

function withShipment(
  shipments: OrderTold["shipments"],
  { id, parcel, carrier }: ObservedShipment,
  version: Version,
): OrderTold["shipments"] {
  let shipment: ToldShipment = shipments[id] ?? { parcel: null, carrier: null, status: null };
  if (parcel) {
    const { at, ...fields } = parcel;
    const own = { ...version, at: at ?? version.by };
    if (isNewer(own, shipment.parcel)) shipment = { ...shipment, ...fields, parcel: own };
  }
  if (carrier) {
    const own = { ...version, at: carrier.at ?? version.by };
    if (isNewer(own, shipment.carrier)) shipment = { ...shipment, status: carrier.status, carrier: own };
  }
  return { ...shipments, [id]: shipment };
}

/** Enough decimals for any currency's minor unit. */
const PLACES = 4;

function refundedOf({ refunds, facts }: OrderTold): string | null {
  const amounts = Object.values(refunds).flatMap(({ amount, currency }) =>
    amount !== null && (currency === null || currency === facts.currency) ? [amount] : [],
  );
  return amounts.length > 0 ? addMoney(amounts) : null;
}

/**
 * Whether an order still is what a text about it says: neither cancelled nor refunded in full. An order that Shopify
 * calls closed stands: it is fulfilled and paid.
 */
function stands({ cancelledAt, told }: Pick<StoreOrder, "cancelledAt" | "told">): boolean {
  if (cancelledAt) return false;
  if (!told) return true;
  if (told.facts.financial_status === "refunded") return false;
  const { placedTotal } = told;
  const refunded = refundedOf(told);
  if (refunded === null || placedTotal === null) return true;
  const placed = inUnits(placedTotal, PLACES);
  return placed === 0n || inUnits(refunded, PLACES) < placed;
}

/** The part of an order that facts are made of. */
export type OrderNow = Pick<StoreOrder, "orderId" | "cancelledAt" | "stands" | "told">;

/** The `order` facts of an order as it is now; null for an order without details. */
export function orderFactsOf({ cancelledAt, told }: OrderNow): Record<string, unknown> | null {
  if (!told) return null;
  const shipments = shipmentsOf(told);
  return {
    ...told.facts,
    cancelled_at: cancelledAt?.toString() ?? null,
    refunded: refundedOf(told),
    tracking_numbers: unique(shipments.flatMap(({ numbers }) => numbers ?? [])),
    tracking_urls: unique(shipments.flatMap(({ urls }) => urls ?? [])),
    tracking_companies: unique(shipments.flatMap(({ company }) => company ?? [])),
  };
}

/** The parcels that were not called back, oldest first. */
const shipmentsOf = ({ shipments }: OrderTold): ToldShipment[] =>
  Object.entries(shipments)
    .filter(([, { state, parcel }]) => parcel !== null && state !== "cancelled")
    .sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1))
    .map(([, shipment]) => shipment);

const unique = (values: readonly string[]): string[] => [...new Set(values)];

/** The id of the order that facts are about; null when they are about none. */
export const orderIdIn = ({ order }: Facts): string | null => (typeof order?.id === "string" ? order.id : null);

/**
 * Replaces the order in facts by the order as it is now, and completes the parcel: a carrier's event lacks its tracking.
 * @param now the order that the facts are about
 */
export function withOrderNow(facts: Facts, now: OrderNow | null | undefined): Facts {
  const order = now && orderFactsOf(now);
  if (!order) return facts;
  const parcel = typeof facts.shipment?.id === "string" ? now.told?.shipments[facts.shipment.id] : undefined;
  return {
    ...facts,
    order: { ...facts.order, ...order },
    ...(parcel && facts.shipment && { shipment: completed(facts.shipment, parcel) }),
  };
}

function completed(shipment: Record<string, unknown>, { numbers, urls, company, items }: ToldShipment) {
  const known = {
    tracking_number: numbers?.[0],
    tracking_url: urls?.[0],
    tracking_company: company,
    tracking_numbers: numbers,
    tracking_urls: urls,
    items,
  };
  const missing = (value: unknown) => value === null || (Array.isArray(value) && value.length === 0);
  return {
    ...shipment,
    ...Object.fromEntries(
      Object.entries(known).filter(([field, value]) => value != null && missing(shipment[field] ?? null)),
    ),
  };
}
