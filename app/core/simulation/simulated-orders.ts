import type { CustomerRecord } from "../customers/record.ts";
import type { Facts } from "../intake/define.ts";
import { mergeOrders, orderIdIn, orderKey, type StoreOrder, withOrderNow } from "../intake/store-order.ts";
import type { PastEvent } from "./simulation.ts";

/** The shop's orders at the simulation's time, merged from its events as live intake merges them. */
export class SimulatedOrders {
  readonly #shopId: string;
  readonly #orders = new Map<string, StoreOrder>();

  constructor(shopId: string) {
    this.#shopId = shopId;
  }

  /** @param customers by event id */
  merge(events: readonly PastEvent[], customers: ReadonlyMap<string, CustomerRecord>): void {
    const updates = events.flatMap(({ id, triggeredAt, isTest, normalizedEvent: { order } }) => {
      if (!order || isTest) return [];
      const customer = customers.get(id);
      const erased = customer?.erasedAt != null;
      const customerId = erased ? null : (customer?.id ?? null);
      return [{ shopId: this.#shopId, customerId, erased, observed: order, triggeredAt }];
    });
    for (const order of mergeOrders(this.#orders, updates)) this.#orders.set(orderKey(order), order);
  }

  /** The order that facts are about; null when they are about none that is known. */
  of(facts: Facts): StoreOrder | null {
    const orderId = orderIdIn(facts);
    return orderId === null ? null : (this.#orders.get(orderKey({ shopId: this.#shopId, orderId })) ?? null);
  }

  withCurrentOrder(event: PastEvent): PastEvent {
    const { normalizedEvent } = event;
    const order = this.of(normalizedEvent.facts);
    return order
      ? { ...event, normalizedEvent: { ...normalizedEvent, facts: withOrderNow(normalizedEvent.facts, order) } }
      : event;
  }
}
