import type { Instant, Temporal } from "#core/time/time.ts";
import { cancel, refund } from "../store/actions/order.ts";
import { fulfil, trackParcel } from "../store/actions/shipment.ts";
import type { ShipmentStatus } from "../store/state.ts";
import type { Chance } from "./chance.ts";
import { isoNow, type Past } from "./past.ts";

const CANCELLED = 0.05;
const REFUNDED = 0.06;
/** Parcels that the carrier could not deliver at first. */
const MISSED = 0.04;

const ZONE = "America/New_York";

/** Plans what becomes of an order: it is cancelled, or sent, delivered, and sometimes refunded. */
export function handleOrder(past: Past, orderId: string, { chance }: { chance: Chance }): void {
  const { store } = past.scene;
  if (chance.happens(CANCELLED)) {
    past.plan(past.now().add({ minutes: chance.whole(15, 300) }), () => cancel(store, orderId, isoNow(past)));
    return;
  }
  const track = (at: Instant, status: ShipmentStatus) =>
    past.planAt(at, () => trackParcel(store, orderId, status, isoNow(past)));
  const sentAt = nextPickUp(past.now());
  past.planAt(sentAt, () => fulfil(store, orderId, isoNow(past)));
  let arrivesAt = byDay(sentAt, chance.whole(2, 5), chance);
  if (chance.happens(MISSED)) {
    track(arrivesAt, "attempted_delivery");
    arrivesAt = byDay(arrivesAt, 1, chance);
  }
  track(arrivesAt, "delivered");
  if (chance.happens(REFUNDED))
    past.planAt(byDay(arrivesAt, chance.whole(1, 9), chance), () => refund(store, orderId, isoNow(past)));
}

/** The team sends all orders of a day together, in the afternoon of the next weekday. */
function nextPickUp(orderedAt: Instant): Instant {
  let day = orderedAt.toZonedDateTimeISO(ZONE).toPlainDate().add({ days: 1 });
  while (day.dayOfWeek > 5) day = day.add({ days: 1 });
  return at(day, 14, 30);
}

/** The carrier reports what it has delivered at a few hours of the day. */
const byDay = (from: Instant, days: number, chance: Chance): Instant =>
  at(from.toZonedDateTimeISO(ZONE).toPlainDate().add({ days }), chance.pick([11, 13, 16]), 20);

const at = (day: Temporal.PlainDate, hour: number, minute: number): Instant =>
  day.toZonedDateTime({ timeZone: ZONE, plainTime: { hour, minute } }).toInstant();
