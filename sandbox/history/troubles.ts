import type { Instant } from "#core/time/time.ts";
import { goToCheckout } from "../store/actions/cart.ts";
import { trackParcel } from "../store/actions/shipment.ts";
import { customerOf, openCheckout } from "../store/find.ts";
import type { Fault } from "../twilio/faults.ts";
import { chanceOf, type Chance } from "./chance.ts";
import { isoNow, type Past } from "./past.ts";
import type { Regular } from "./population.ts";
import { say } from "./reader.ts";
import { buyAgain, fill } from "./shopper.ts";

/** What Twilio reports of some numbers. */
const OFF: Fault = { kind: "undeliver", status: "undelivered", code: 30003 };
const BLOCKED: Fault = { kind: "undeliver", status: "failed", code: 30007 };
const FAULTS = [
  OFF,
  { kind: "undeliver", status: "undelivered", code: 30005 },
  BLOCKED,
  { kind: "reject", code: 21614 },
] as const satisfies readonly Fault[];
const FAULTS_A_MONTH = 6;

/**
 * Plans what goes wrong: texts that do not arrive, and on the last day what a visitor can decide: a reply that may mean
 * STOP, an unread question, a parcel that was not delivered, a text whose outcome is unknown, and checkouts just left.
 */
export function planTroubles(past: Past, { seed, days }: { seed: string; days: number }): void {
  const chance = chanceOf(`${seed}/troubles`);
  for (let nth = 0; nth < Math.round((days / 30) * FAULTS_A_MONTH); nth++) {
    const at = past.ends.subtract({ hours: 36 + Math.floor(chance.between(0, (days - 4) * 24)) });
    orderWith(past, daytime(at), chance.pick(FAULTS), chance);
  }
  const ago = (minutes: number): Instant => past.ends.subtract({ minutes });
  past.planAt(ago(330), () => loseParcel(past));
  past.planAt(ago(200), () => answer(past, 3, "Can you cancel the second mug please"));
  past.planAt(ago(95), () => answer(past, 8, "Hi, does the linen throw shrink when I wash it?"));
  orderWith(past, ago(130), OFF, chance);
  orderWith(past, ago(71), BLOCKED, chance);
  for (const minutes of [52, 41, 17]) past.planAt(ago(minutes), () => leaveCheckout(past, minutes));
  orderWith(past, ago(4), { kind: "error", accepted: false, callbacks: false }, chance);
}

/** Moves a moment of the night into the day. */
const daytime = (at: Instant): Instant =>
  at
    .toZonedDateTimeISO("America/New_York")
    .with({ hour: 12 + ((at.epochMilliseconds / 60_000) % 8) })
    .toInstant();

/** A customer orders while Twilio answers with a fault. */
function orderWith(past: Past, at: Instant, fault: Fault, chance: Chance): void {
  const which = chance.whole(0, 1_000);
  past.planAt(at, () => {
    const candidates = reachable(past);
    const regular = candidates[which % Math.max(candidates.length, 1)];
    if (!regular) return [];
    past.scene.twilio.fail(fault, 1);
    return buyAgain(past, regular);
  });
  past.planAt(at.add({ seconds: 1 }), () => past.scene.twilio.fail(null));
}

/** Customers with a number and without an open checkout. */
const reachable = ({ regulars, scene: { store } }: Past): Regular[] =>
  regulars().filter(({ id, phone }) => phone !== null && !openCheckout(store, id));

const subscribed = (past: Past): Regular[] =>
  reachable(past).filter(({ id }) => customerOf(past.scene.store, id).consent.state === "subscribed");

/** One of the last customers that a text was delivered to answers it. */
async function answer(past: Past, nthLast: number, body: string): Promise<void> {
  const texts = past.scene.twilio.messages().filter(({ status }) => status === "delivered");
  const people = new Map(subscribed(past).map((regular) => [regular.phone, regular]));
  const text = texts.filter(({ to }) => people.has(to)).at(-nthLast);
  const regular = text && people.get(text.to);
  if (regular) await say(past, regular, text, body);
}

function loseParcel(past: Past) {
  const { store } = past.scene;
  const order = store.orders.findLast(
    ({ fulfillment, customerId }) =>
      fulfillment !== null && fulfillment.status !== "delivered" && customerOf(store, customerId).phone !== null,
  );
  return order ? trackParcel(store, order.id, "failure", isoNow(past)) : [];
}

function leaveCheckout(past: Past, which: number) {
  const candidates = subscribed(past).filter(
    ({ id, address }) =>
      address.countryCode !== "US" || customerOf(past.scene.store, id).consent.optInLevel === "confirmed_opt_in",
  );
  const regular = candidates[which % Math.max(candidates.length, 1)];
  if (!regular) return [];
  fill(past, regular);
  return goToCheckout(past.scene.store, regular.id, isoNow(past));
}
