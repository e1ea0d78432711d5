import { html } from "../../html.ts";
import { fullName } from "../find.ts";
import type { StoreState } from "../state.ts";
import { address } from "./address.ts";

const consents = {
  subscribed: "gets texts",
  unsubscribed: "wants no texts",
  pending: "was asked about texts",
  not_subscribed: "never asked about texts",
};

/** Chooses the customer to shop as. */
export const welcome = (store: StoreState) =>
  html`<main>
    <h1>Who walks in?</h1>
    <ul class="people">
      ${store.customers.map(
        (customer) =>
          html`<li>
            <a href="${address(customer)}">
              <b>${fullName(customer)}</b>
              <span
                >${customer.address.city}, ${customer.address.provinceCode ?? ""} ${customer.address.countryCode}</span
              >
              <span>${customer.phone ?? "no phone"}</span>
              <small class="${customer.consent.state}">${consents[customer.consent.state]}</small></a
            >
          </li>`,
      )}
      <li>
        <a class="new" href="${address(undefined, "new")}"
          ><b>Somebody new</b><span>gives a name, a phone, an address</span></a
        >
      </li>
    </ul>
  </main>`;
