import { html, type Html } from "../../html.ts";
import { fullName } from "../find.ts";
import type { Customer } from "../state.ts";
import { editForm } from "./customer-form.ts";
import { act, form } from "./form.ts";

function tagRow({ id, tags }: Customer, back: string): Html {
  const worn = tags.map((tag) => act(`customers/${id}/untag`, `${tag} ×`, back, { tag }, "tag"));
  const more = form(
    `customers/${id}/tag`,
    "Add",
    back,
    html`<input name="tag" placeholder="a tag" aria-label="A tag to add" required maxlength="40" />`,
  );
  return html`<div class="row"><span class="quiet">Tags</span>${worn}${more}</div>`;
}

function accountRow({ id, account = "disabled" }: Customer, back: string): Html {
  const [state, deed, label] =
    account === "enabled"
      ? ["Has an account at the shop", "disable", "Close it"]
      : ["Has no account at the shop", "enable", "Open one"];
  return html`<div class="row"><span class="quiet">${state}</span>${act(`customers/${id}/${deed}`, label, back)}</div>`;
}

/** One customer, with the merchant's actions and the customer's privacy requests. */
export const customerPart = (customer: Customer, back: string): Html =>
  html`<h2>${fullName(customer)}</h2>
    ${tagRow(customer, back)}${accountRow(customer, back)} ${editForm(customer, back)}
    <div class="row">
      ${act(`customers/${customer.id}/data-request`, "Asks for their data", back)}
      ${act(`customers/${customer.id}/redact`, "Asks to be forgotten", back, {}, "danger")}
    </div>`;
