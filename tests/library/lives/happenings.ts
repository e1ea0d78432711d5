import type { AdminCustomer } from "#shell/shopify/admin-api.server.ts";
import { consentBody, orderBody } from "#tests/fixtures/bodies.ts";
import { refundBody, shipmentBody } from "#tests/fixtures/order-bodies.ts";
import type { Life } from "../life.ts";
import type { Scene } from "./scene.ts";

export const LOS_ANGELES = { ada: { provinceCode: "CA" }, zone: "America/Los_Angeles" } as const;

export const placesOrder = ({ tell }: Life) => tell("orders/create", orderBody());
export const ordersSomethingElse = ({ tell }: Life) => tell("orders/create", orderBody({ order: "2", token: "c-2" }));
export const isSent = async (life: Life) => {
  await placesOrder(life);
  await life.pass({ hours: 1 });
  await life.tell("orders/fulfilled", orderBody());
};
export const isRefunded = ({ tell }: Life) => tell("refunds/create", refundBody());
export const isCancelled = ({ tell }: Life) => tell("orders/cancelled", orderBody());
export const agrees = ({ tell, house }: Life) =>
  tell("customers_marketing_consent/update", consentBody({ at: house.clock.now().toString() }));
export const optsOut = ({ tell, house }: Life) =>
  tell("customers_marketing_consent/update", consentBody({ state: "unsubscribed", at: house.clock.now().toString() }));
export const asksForTexts = ({ tell, house }: Life) =>
  tell("customers_marketing_consent/update", consentBody({ state: "pending", at: house.clock.now().toString() }));
/** The calendar notices it at nine in the morning of the store, a day later. */
export const hasNotBought = async ({ notice, pass }: Life, days: number) => {
  await pass({ hours: 23 });
  await notice("shopbell/customer_inactive", { inactive: { days } });
};
export const parcelIs = async (life: Life, where: string) => {
  await placesOrder(life);
  await life.tell("fulfillments/update", shipmentBody({ where }));
};

/** Refunded or cancelled while it waits: nothing is sent. */
export function endedByReturn({
  ada,
  hours = 48,
  topic = "orders/fulfilled",
}: { ada?: Partial<AdminCustomer>; hours?: number; topic?: string } = {}): Scene[] {
  const scene = (tells: string, returns: (life: Life) => Promise<void>, way: string): Scene => ({
    tells,
    ...(ada && { ada }),
    async lives(life) {
      await placesOrder(life);
      await life.pass({ hours: 1 });
      await life.tell(topic, orderBody());
      await life.pass({ hours });
      await returns(life);
      await life.pass({ days: 60 });
    },
    got: [],
    ways: [way],
  });
  return [
    scene("a refund calls it off", isRefunded, "cancelled order_refunded"),
    scene("a cancellation calls it off", isCancelled, "cancelled order_cancelled"),
  ];
}
