import type { Checkout, Customer, Discount, Order, Purchase, StoreState, Subscription } from "./state.ts";

/** The request names a record that does not exist. */
export class NotInStoreError extends Error {
  override name = "NotInStoreError";
}

/** The store refuses the action, such as an empty order. */
export class StoreRefusal extends Error {
  override name = "StoreRefusal";
}

function found<T>(thing: T | undefined, what: string): T {
  if (thing === undefined) throw new NotInStoreError(`no ${what} in the store`);
  return thing;
}

export const customerOf = (store: StoreState, id: string): Customer =>
  found(
    store.customers.find((one) => one.id === id),
    `customer ${id}`,
  );

/** The customer's name, or the number of one known by it alone. */
export const fullName = ({ firstName, lastName, phone }: Customer): string =>
  `${firstName} ${lastName}`.trim() || (phone ?? "Somebody");

export const orderOf = (store: StoreState, id: string): Order =>
  found(
    store.orders.find((one) => one.id === id),
    `order ${id}`,
  );

export const purchaseOf = (store: StoreState, id: string): Purchase =>
  found(
    store.purchases.find((one) => one.id === id),
    `charge ${id}`,
  );

export const subscriptionsOf = (store: StoreState): Subscription[] => (store.subscriptions ??= []);

export const subscriptionOf = (store: StoreState, id: string): Subscription =>
  found(
    subscriptionsOf(store).find((one) => one.id === id),
    `subscription ${id}`,
  );

export const openCheckout = (store: StoreState, customerId: string): Checkout | undefined =>
  store.checkouts.findLast((checkout) => checkout.customerId === customerId && checkout.completedAt === null);

/** The discount that a code belongs to, in any case of its letters. */
export function discountOfCode(store: StoreState, code: string): Discount | undefined {
  const asked = code.toLowerCase();
  return store.discounts.find(
    (discount) =>
      discount.code.toLowerCase() === asked || discount.moreCodes?.some((each) => each.toLowerCase() === asked),
  );
}
