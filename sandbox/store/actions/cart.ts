import { checkoutEvent, type StoreEvent } from "../events.ts";
import { customerOf, openCheckout, StoreRefusal } from "../find.ts";
import { onShelf } from "../shelf.ts";
import { newId, newToken } from "../ids.ts";
import type { Cart, Checkout, StoreState } from "../state.ts";

const MOST_OF_ONE = 99;

export function cartOf(store: StoreState, customerId: string): Cart {
  return (store.carts[customerId] ??= { token: newToken(), lines: [] });
}

/** Sets the quantity of a variant in the cart and in an open checkout. */
export function fillCart(
  store: StoreState,
  customerId: string,
  variantId: string,
  quantity: number,
  now: string,
): StoreEvent[] {
  customerOf(store, customerId);
  const { price, stock } = onShelf(store, variantId);
  if (!Number.isInteger(quantity) || quantity < 0 || quantity > MOST_OF_ONE)
    throw new StoreRefusal(`a quantity from 0 to ${MOST_OF_ONE}, please`);
  const cart = cartOf(store, customerId);
  const had = cart.lines.find((line) => line.variantId === variantId)?.quantity ?? 0;
  if (quantity > had && quantity > stock)
    throw new StoreRefusal(stock === 0 ? "that is sold out" : `there are only ${stock} of it`);
  const others = cart.lines.filter((line) => line.variantId !== variantId);
  const at = cart.lines.findIndex((line) => line.variantId === variantId);
  if (quantity > 0) others.splice(at < 0 ? others.length : at, 0, { variantId, quantity, price });
  cart.lines = others;
  const checkout = openCheckout(store, customerId);
  return checkout ? [renew(store, checkout, now)] : [];
}

function renew(store: StoreState, checkout: Checkout, now: string): StoreEvent {
  checkout.lines = structuredClone(cartOf(store, checkout.customerId).lines);
  checkout.updatedAt = now;
  return checkoutEvent(store, "checkouts/update", checkout);
}

/** Starts a checkout, or returns to the open one. */
export function goToCheckout(store: StoreState, customerId: string, now: string): StoreEvent[] {
  const cart = cartOf(store, customerOf(store, customerId).id);
  if (cart.lines.length === 0) throw new StoreRefusal("the cart is empty");
  const open = openCheckout(store, customerId);
  if (open) return [renew(store, open, now)];
  const checkout: Checkout = {
    token: newToken(),
    cartToken: cart.token,
    number: newId(store),
    customerId,
    lines: structuredClone(cart.lines),
    createdAt: now,
    updatedAt: now,
    completedAt: null,
  };
  store.checkouts.push(checkout);
  return [checkoutEvent(store, "checkouts/create", checkout)];
}
