import { html, type Html } from "../../html.ts";
import { birthDateOf } from "../birth-date.ts";
import type { Customer } from "../state.ts";

const field = (label: string, name: string, value: string, type = "text", required = false) =>
  html`<label>${label}<input name="${name}" type="${type}" value="${value}" ${required && "required"} /></label>`;

function form(path: string, customer: Customer | undefined, button: string, back: string): Html {
  const address = customer?.address;
  return html`<form class="details" method="post" action="/sandbox/api/store/${path}">
    ${field("First name", "firstName", customer?.firstName ?? "", "text", true)}
    ${field("Last name", "lastName", customer?.lastName ?? "", "text", true)}
    ${field("Email", "email", customer?.email ?? "", "email", true)}${field("Phone", "phone", customer?.phone ?? "", "tel")}
    ${field("Date of birth", "birthDate", (customer && birthDateOf(customer)) ?? "", "date")}
    ${field("Street", "address1", address?.address1 ?? "1 Main Street")}${field("City", "city", address?.city ?? "Denver")}
    ${field("State", "province", address?.province ?? "Colorado")}
    ${field("State code", "provinceCode", address?.provinceCode ?? "CO")}
    ${field("Postal code", "zip", address?.zip ?? "80202")}${field("Country", "country", address?.country ?? "United States")}
    ${field("Country code", "countryCode", address?.countryCode ?? "US")}
    <input type="hidden" name="return" value="${back}" /><button class="main">${button}</button>
  </form>`;
}

/** The form of a new customer. */
export const newCustomer = () =>
  html`<main>
    <h1>Somebody new</h1>
    ${form("customers", undefined, "Walk in", "/sandbox/store?view=new")}
  </main>`;

export const editForm = (customer: Customer, back: string) =>
  form(`customers/${customer.id}`, customer, "Save the customer", back);
