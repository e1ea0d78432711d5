import type { Instant } from "#core/time/time.ts";
import { fillCart, goToCheckout } from "../store/actions/cart.ts";
import { addCustomer, tickConsent } from "../store/actions/customer.ts";
import { cancel, placeOrder, refund } from "../store/actions/order.ts";
import { fulfil, trackParcel } from "../store/actions/shipment.ts";
import { products } from "../store/catalog.ts";
import type { StoreState } from "../store/state.ts";
import { chanceOf } from "./chance.ts";
import { populate } from "./population.ts";

const DAYS = 60;
const SHOPPERS = 80;
const SEED = "before the app";

/**
 * Lets a new store trade for 60 days before the app is installed: customers come, some agree to texts and some take it
 * back, they order, leave checkouts, get parcels and refunds. No app hears of it.
 */
export function tradeBefore(store: StoreState, now: Instant): void {
  const deeds: { at: Instant; do: (at: string) => void }[] = [];
  const plan = (at: Instant, deed: (at: string) => void) => {
    if (at.epochMilliseconds < now.epochMilliseconds - 60_000) deeds.push({ at: at.round("second"), do: deed });
  };
  for (const { seed, birthDate, ...shopper } of populate(SEED, SHOPPERS)) {
    const chance = chanceOf(`${seed}/trade`);
    const come = now.subtract({ hours: chance.whole(24, 24 * DAYS) });
    let id = "";
    plan(come, (at) => (id = addCustomer(store, { ...shopper, birthDate }, at).customer.id));
    if (shopper.phone !== null && chance.happens(0.6))
      plan(come.add({ minutes: 2 }), (at) => void tickConsent(store, id, true, at));
    if (shopper.phone !== null && chance.happens(0.08))
      plan(come.add({ hours: chance.whole(24, 24 * 20) }), (at) => void tickConsent(store, id, false, at));
    const visits = chance.whole(1, 4);
    let visit = come.add({ minutes: 5 });
    for (let count = 0; count < visits; count++) {
      const product = chance.pick(products as [(typeof products)[number], ...(typeof products)[number][]]);
      const variant = product.variants[chance.whole(0, product.variants.length - 1)];
      const [buys, quantity] = [chance.happens(0.7), chance.whole(1, 3)];
      const [sends, arrives, returns, cancels] = [0.9, 0.8, 0.06, 0.04].map((share) => chance.happens(share));
      const sendHours = chance.whole(4, 40);
      plan(visit, (at) => {
        fillCart(store, id, variant?.id ?? "", quantity, at);
        goToCheckout(store, id, at);
      });
      let order = "";
      if (buys) {
        plan(visit.add({ minutes: 6 }), (at) => {
          placeOrder(store, id, { later: false }, at);
          order = store.orders.at(-1)?.id ?? "";
        });
        const sent = visit.add({ hours: sendHours });
        if (cancels) plan(visit.add({ hours: 2 }), (at) => void cancel(store, order, at));
        else if (sends) {
          plan(sent, (at) => void fulfil(store, order, at));
          if (arrives) plan(sent.add({ hours: 60 }), (at) => void trackParcel(store, order, "delivered", at));
          if (returns) plan(sent.add({ hours: 160 }), (at) => void refund(store, order, at));
        }
      }
      visit = visit.add({ hours: chance.whole(24 * 3, 24 * 18) });
    }
  }
  deeds.sort((a, b) => a.at.epochMilliseconds - b.at.epochMilliseconds);
  for (const deed of deeds) deed.do(deed.at.toString());
}
