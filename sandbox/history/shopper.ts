import { Temporal, type Instant } from "#core/time/time.ts";
import { fillCart, goToCheckout } from "../store/actions/cart.ts";
import { addCustomer, setConsent } from "../store/actions/customer.ts";
import { placeOrder } from "../store/actions/order.ts";
import { products } from "../store/catalog.ts";
import type { StoreEvent } from "../store/events.ts";
import { openCheckout } from "../store/find.ts";
import type { Consent } from "../store/state.ts";
import { chanceOf, type Chance } from "./chance.ts";
import { handleOrder } from "./fulfilment.ts";
import { isoNow, type Past } from "./past.ts";
import type { Regular, Shopper } from "./population.ts";

/** How many times a shopper visits the store with something in mind. */
const VISITS = [
  [20, 0],
  [38, 1],
  [20, 2],
  [11, 3],
  [6, 4],
  [3, 6],
  [2, 8],
] as const;
const SUBSCRIBES = 0.66;
/** In the United States the store asks for a YES; the others tick the box. */
const CONFIRMS = 0.75;
const LEAVES_THE_CHECKOUT = 0.38;
const RETURNS_UNASKED = 0.2;
const IS_KNOWN_EARLY = 0.4;
const EARLY_DAYS = 12;

const variants = products.flatMap((product) => product.variants);
/** How often each variant is bought, in the catalog's order. */
const popularity = [16, 12, 7, 4, 18, 14, 8, 6, 9, 6];

/** Plans what a shopper does: when they become a customer, agree to texts, and visit the store. */
export function live(past: Past, shopper: Shopper, days: number, onJoin: (regular: Regular) => void): void {
  const chance = chanceOf(`${shopper.seed}/life`);
  const begins = past.ends.subtract({ hours: 24 * days });
  const day = chance.happens(IS_KNOWN_EARLY) ? chance.between(0, EARLY_DAYS) : chance.between(0, days - 1);
  const joinsAt = awake(begins, day, chance);
  const consent = consentOf(shopper, chance);
  const visits = visitsAfter(joinsAt, begins, chance.weighted(VISITS), chance);
  past.plan(joinsAt, () => {
    const { seed: _seed, ...details } = shopper;
    const { customer, events } = addCustomer(past.scene.store, details, isoNow(past));
    customer.locale = shopper.locale;
    const regular: Regular = { ...shopper, id: customer.id, chance };
    onJoin(regular);
    if (consent && consent.onDay === "joins")
      past.plan(past.now().add({ seconds: chance.whole(20, 400) }), () => agree(past, regular, consent.level));
    visits.forEach((at, index) =>
      past.plan(at, () => {
        const agreesNow = consent && consent.onDay === "shops" && index === 0;
        const agreed = agreesNow ? agree(past, regular, consent.level) : [];
        return [...agreed, ...visit(past, regular)];
      }),
    );
    return events;
  });
}

interface ConsentPlan {
  onDay: "joins" | "shops";
  level: Consent["optInLevel"];
}

function consentOf({ phone, address }: Shopper, chance: Chance): ConsentPlan | null {
  if (phone === null || !chance.happens(SUBSCRIBES)) return null;
  const confirms = chance.happens(CONFIRMS) && ["US", "CA"].includes(address.countryCode);
  return {
    onDay: chance.happens(0.6) ? "joins" : "shops",
    level: confirms ? "confirmed_opt_in" : "single_opt_in",
  };
}

function agree(past: Past, { id }: Regular, optInLevel: Consent["optInLevel"]): StoreEvent[] {
  const now = isoNow(past);
  return setConsent(
    past.scene.store,
    id,
    { state: "subscribed", optInLevel, updatedAt: now, collectedFrom: "SHOPIFY" },
    now,
  );
}

/** Fills the cart and goes to the checkout; orders, or leaves it. */
function visit(past: Past, regular: Regular): StoreEvent[] {
  const { chance } = regular;
  fill(past, regular);
  if (!chance.happens(LEAVES_THE_CHECKOUT)) return order(past, regular);
  if (chance.happens(RETURNS_UNASKED))
    past.plan(past.now().add({ minutes: chance.whole(12, 2_000) }), () => buyWhatWasLeft(past, regular));
  return goToCheckout(past.scene.store, regular.id, isoNow(past));
}

/** Puts some of what the store sells into the cart. */
export function fill({ scene, now }: Past, { id, chance }: Regular): void {
  const lines = chance.weighted([
    [62, 1],
    [28, 2],
    [10, 3],
  ] as const);
  for (let line = 0; line < lines; line++) {
    const variant = chance.weighted(variants.map((each, at) => [popularity[at] ?? 1, each] as const));
    fillCart(scene.store, id, variant.id, chance.happens(0.2) ? 2 : 1, now().toString());
  }
}

/** Orders what is in the cart, and plans what becomes of the order. */
function order(past: Past, regular: Regular, code?: string): StoreEvent[] {
  const events = placeOrder(past.scene.store, regular.id, { later: false, ...(code && { code }) }, isoNow(past));
  const placed = past.scene.store.orders.at(-1);
  if (placed) handleOrder(past, placed.id, regular);
  return events;
}

/** Returns to the checkout that was left, and orders; does nothing if there is none any more. */
export const buyWhatWasLeft = (past: Past, regular: Regular): StoreEvent[] =>
  openCheckout(past.scene.store, regular.id) ? order(past, regular) : [];

/** Comes to the store by a text, and orders. */
export function buyAgain(past: Past, regular: Regular, code?: string): StoreEvent[] {
  if (!openCheckout(past.scene.store, regular.id)) fill(past, regular);
  return order(past, regular, code);
}

function visitsAfter(joinsAt: Instant, begins: Instant, count: number, chance: Chance): Instant[] {
  let at = joinsAt.add({ minutes: chance.whole(10, 60) });
  return Array.from({ length: count }, (_, index) => {
    if (index > 0 || chance.happens(0.35)) {
      const day = at.since(begins, { largestUnit: "hours" }).hours / 24 + chance.between(4, 34);
      at = awake(begins, day, chance);
    }
    return at;
  });
}

/** When people shop, in hours after midnight in New York; a few of them at night. */
const HOURS = [2, 1, 0, 0, 0, 1, 3, 6, 9, 11, 12, 13, 14, 12, 11, 11, 12, 13, 15, 18, 20, 17, 10, 5].map(
  (weight, hour) => [weight, hour] as const,
);

/** @param day days after the beginning; the time of day is drawn again */
function awake(begins: Instant, day: number, chance: Chance): Instant {
  const date = begins
    .toZonedDateTimeISO("America/New_York")
    .toPlainDate()
    .add({ days: Math.floor(day) });
  const at = date.toZonedDateTime({
    timeZone: "America/New_York",
    plainTime: Temporal.PlainTime.from({
      hour: chance.weighted(HOURS),
      minute: chance.whole(0, 59),
      second: chance.whole(0, 59),
    }),
  });
  return Temporal.Instant.compare(at.toInstant(), begins) < 0
    ? begins.add({ minutes: chance.whole(30, 400) })
    : at.toInstant();
}
