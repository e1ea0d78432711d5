import { html, type Html } from "../../html.ts";
import type { Customer } from "../state.ts";

/** The checkbox "Text me offers"; it submits on change. */
export function consentBox(customer: Customer, back: string): Html {
  if (customer.phone === null) return html`<p class="quiet">Without a phone number there are no texts.</p>`;
  const subscribed = customer.consent.state === "subscribed";
  return html`<form class="consent" method="post" action="/sandbox/api/store/customers/${customer.id}/consent">
    <input type="hidden" name="return" value="${back}" /><label
      ><input type="checkbox" name="subscribed" ${subscribed && "checked"} data-at-once /> Text me offers and news at
      ${customer.phone}</label
    >
    <small
      >By ticking this you agree to recurring automated marketing texts. Consent is no condition of purchase. Reply STOP
      to end.</small
    >
  </form>`;
}
