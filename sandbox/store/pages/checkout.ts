import { html, type Html } from "../../html.ts";
import { fullName } from "../find.ts";
import type { Customer, StoreState } from "../state.ts";
import { cartLines } from "./cart-lines.ts";
import { consentBox } from "./consent-box.ts";
import { act } from "./form.ts";
import { address } from "./address.ts";

export function checkoutPage(store: StoreState, customer: Customer): Html {
  const back = address(customer, "checkout");
  const { address: home } = customer;
  return html`<main class="split checkout">
    <section>
      <h1>Checkout</h1>
      <h2>Contact</h2>
      <p>${customer.email}<br />${customer.phone ?? "no phone"}</p>
      <h2>Ship to</h2>
      <p>
        ${fullName(customer)}<br />${home.address1}<br />${home.city}, ${home.province} ${home.zip}<br />${home.country}
      </p>
      <h2>Texts</h2>
      ${consentBox(customer, back)}
      <div class="row">
        ${act(`customers/${customer.id}/order`, "Pay and place the order", address(customer), {}, "main")}
        ${act(`customers/${customer.id}/order`, "Order, and pay later", address(customer), { later: "true" })}<a
          href="/sandbox/store"
          >Walk away from it</a
        >
      </div>
    </section>
    <aside>
      <h2>Your cart</h2>
      ${cartLines(store, customer, back)}
      <p><a href="${address(customer)}">Look for more</a></p>
    </aside>
  </main>`;
}
