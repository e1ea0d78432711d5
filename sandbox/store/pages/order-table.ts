import { Temporal } from "#core/time/time.ts";
import { html, type Html } from "../../html.ts";
import type { Scene } from "../../scene.ts";
import { customerOf, fullName } from "../find.ts";
import { amount, financialStatusOf, isPaid, orderTotal } from "../ledger.ts";
import { shipmentStatuses, type Order, type ShipmentStatus } from "../state.ts";
import { act, form } from "./form.ts";

const parcel: Record<ShipmentStatus, string> = {
  in_transit: "in transit",
  out_for_delivery: "out for delivery",
  delivered: "delivered",
  attempted_delivery: "delivery attempted",
  failure: "delivery failed",
};
const money = { paid: "paid", pending: "not paid yet", refunded: "refunded", voided: "never paid" };

function stateOf(order: Order): string {
  const { cancelledAt, fulfillment } = order;
  const goods =
    cancelledAt !== null
      ? "cancelled"
      : fulfillment
        ? fulfillment.status
          ? parcel[fulfillment.status]
          : "sent"
        : "to be sent";
  return `${goods}, ${money[financialStatusOf(order)]}`;
}

const labels = { fulfil: "Fulfil", pay: "Take payment", decline: "Payment fails", cancel: "Cancel", refund: "Refund" };

function actionsFor(order: Order): (keyof typeof labels)[] {
  if (order.cancelledAt !== null) return [];
  return [
    ...(order.fulfillment ? [] : (["fulfil", "cancel"] as const)),
    ...(isPaid(order) ? (order.refund ? [] : (["refund"] as const)) : (["pay", "decline"] as const)),
  ];
}

function tracking({ id, fulfillment }: Order, back: string): Html | false {
  if (!fulfillment) return false;
  const options = shipmentStatuses.map(
    (status) =>
      html`<option value="${status}" ${status === fulfillment.status && "selected"}>${parcel[status]}</option>`,
  );
  return form(
    `orders/${id}/parcel`,
    "Tell",
    back,
    html`<label
      >Parcel
      <select name="status">
        ${options}
      </select></label
    >`,
  );
}

function row(scene: Scene, order: Order, back: string): Html {
  const customer = customerOf(scene.store, order.customerId);
  const on = Temporal.Instant.from(order.createdAt)
    .toZonedDateTimeISO(scene.store.shop.timezone)
    .toLocaleString("en-US", { dateStyle: "medium", timeStyle: "short" });
  return html`<tr>
    <td>#${order.number}</td>
    <td>${fullName(customer)}</td>
    <td>${on}</td>
    <td>$${amount(orderTotal(order))}</td>
    <td>${stateOf(order)}</td>
    <td>
      <div class="row">
        ${actionsFor(order).map((deed) => act(`orders/${order.id}/${deed}`, labels[deed], back))}${tracking(order, back)}
      </div>
    </td>
  </tr>`;
}

/** All orders with their actions, newest first. */
export function orderTable(scene: Scene, back: string): Html {
  const { orders } = scene.store;
  if (orders.length === 0) return html`<p class="quiet">Nobody has ordered yet.</p>`;
  return html`<div class="wide">
    <table>
      <thead>
        <tr>
          <th>Order</th>
          <th>Customer</th>
          <th>Placed</th>
          <th>Total</th>
          <th>State</th>
          <th></th>
        </tr>
      </thead>
      <tbody>
        ${orders.toReversed().map((order) => row(scene, order, back))}
      </tbody>
    </table>
  </div>`;
}
