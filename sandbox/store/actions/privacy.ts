import type { StoreEvent } from "../events.ts";
import { customerOf } from "../find.ts";
import { newId } from "../ids.ts";
import { ordersOf } from "../ledger.ts";
import type { StoreState } from "../state.ts";

function whose(store: StoreState, customerId: string) {
  const { id, email, phone } = customerOf(store, customerId);
  return { shop_id: BigInt(store.shop.id), shop_domain: store.shop.domain, customer: { id: BigInt(id), email, phone } };
}

const orderIds = (store: StoreState, customerId: string) =>
  ordersOf(store, customerOf(store, customerId)).map(({ id }) => BigInt(id));

/** Requests the customer's data. */
export function askForData(store: StoreState, customerId: string): StoreEvent[] {
  const body = {
    ...whose(store, customerId),
    orders_requested: orderIds(store, customerId),
    data_request: { id: BigInt(newId(store)) },
  };
  return [{ topic: "customers/data_request", body }];
}

/** Requests the erasure of the customer's data; the store keeps its own records. */
export function askToBeForgotten(store: StoreState, customerId: string): StoreEvent[] {
  return [
    { topic: "customers/redact", body: { ...whose(store, customerId), orders_to_redact: orderIds(store, customerId) } },
  ];
}
