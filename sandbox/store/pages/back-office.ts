import { Temporal } from "#core/time.ts";
import { html, type Html } from "../../html.ts";
import type { Scene } from "../../scene.ts";
import { customerOf } from "../find.ts";
import { amount, total } from "../ledger.ts";
import type { Customer, Order } from "../state.ts";
import { editForm } from "./customer-form.ts";
import { act } from "./form.ts";
import { address } from "./address.ts";

function stateOf({ cancelledAt, refund, fulfillment }: Order): string {
  const shipped = fulfillment ? "fulfilled" : "paid";
  return cancelledAt !== null ? "cancelled" : refund ? `${shipped}, refunded` : shipped;
}

const labels = { fulfil: "Fulfil", cancel: "Cancel", refund: "Refund" };

function orderRow(scene: Scene, order: Order, back: string): Html {
  const customer = customerOf(scene.store, order.customerId);
  const on = Temporal.Instant.from(order.createdAt)
    .toZonedDateTimeISO(scene.store.shop.timezone)
    .toLocaleString("en-US", { dateStyle: "medium", timeStyle: "short" });
  const open = order.cancelledAt === null;
  const may = [
    ...(open && !order.fulfillment ? (["fulfil", "cancel"] as const) : []),
    ...(open && !order.refund ? (["refund"] as const) : []),
  ];
  return html`<tr><td>#${order.number}</td><td>${customer.firstName} ${customer.lastName}</td><td>${on}</td>
<td>$${amount(total(order.lines))}</td><td>${stateOf(order)}</td>
<td><div class="row">${may.map((deed) => act(`orders/${order.id}/${deed}`, labels[deed], back))}</div></td></tr>`;
}

function orderTable(scene: Scene, back: string): Html {
  const { orders } = scene.store;
  if (orders.length === 0) return html`<p class="quiet">Nobody has ordered yet.</p>`;
  return html`<div class="wide"><table>
<thead><tr><th>Order</th><th>Customer</th><th>Placed</th><th>Total</th><th>State</th><th></th></tr></thead>
<tbody>${orders.toReversed().map((order) => orderRow(scene, order, back))}</tbody></table></div>`;
}

function discountTable({ store }: Scene): Html {
  if (store.discounts.length === 0) return html`<p class="quiet">No app has made a code yet.</p>`;
  const forWhom = (ids: readonly string[] | null) => ids?.map((id) => customerOf(store, id).firstName).join(", ") ?? "everyone";
  return html`<div class="wide"><table>
<thead><tr><th>Code</th><th>Title</th><th>Worth</th><th>For</th></tr></thead>
<tbody>${store.discounts
    .toReversed()
    .map(({ code, title, worth, onlyFor }) => html`<tr><td>${code}</td><td>${title}</td><td>${worth}</td><td>${forWhom(onlyFor)}</td></tr>`)}</tbody></table></div>`;
}

function customerPart(customer: Customer, back: string): Html {
  return html`<h2>${customer.firstName} ${customer.lastName}</h2>
${editForm(customer, back)}
<div class="row">${act(`customers/${customer.id}/data-request`, "Asks for their data", back)}
${act(`customers/${customer.id}/redact`, "Asks to be forgotten", back, {}, "danger")}</div>`;
}

/** What the merchant does: orders, customers, the app itself. */
export function backOffice(scene: Scene, customer: Customer | undefined): Html {
  const { store, tokens } = scene;
  const back = address(customer, "office");
  return html`<main class="office"><h1>Back office</h1>
<h2>Orders</h2>
${orderTable(scene, back)}
<h2>Discount codes</h2>
${discountTable(scene)}
<h2>Customers</h2>
<p class="chips">${store.customers.map(
    (one) => html`<a href="${address(one, "office")}" ${one === customer && html`aria-current="true"`}>${one.firstName} ${one.lastName}</a>`,
  )}</p>
${customer && customerPart(customer, back)}
<h2>Apps</h2>
${
    tokens.removed
      ? html`<p class="quiet">Shopbell was uninstalled; the admin can install it again.</p>`
      : html`<div class="row"><span>Shopbell</span>${act("uninstall", "Uninstall", back, {}, "danger")}</div>`
  }
</main>`;
}
