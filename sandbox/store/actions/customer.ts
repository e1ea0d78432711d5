import { checkoutEvent, consentEvent, customerEvent, type StoreEvent } from "../events.ts";
import { customerOf, openCheckout, StoreRefusal } from "../find.ts";
import { newId } from "../ids.ts";
import { neverAsked } from "../people.ts";
import type { Consent, Customer, StoreState } from "../state.ts";

/** What a person types about themselves. */
export type Details = Pick<Customer, "firstName" | "lastName" | "email" | "phone" | "address">;

export function addCustomer(store: StoreState, details: Details, now: string): { customer: Customer; events: StoreEvent[] } {
  if (store.customers.some(({ email }) => email === details.email)) throw new StoreRefusal(`${details.email} is a customer already`);
  const customer: Customer = {
    id: newId(store),
    addressId: newId(store),
    locale: "en-US",
    tags: [],
    consent: neverAsked,
    createdAt: now,
    updatedAt: now,
    ...details,
  };
  store.customers.push(customer);
  return { customer, events: [customerEvent(store, "customers/create", customer)] };
}

export function editCustomer(store: StoreState, customerId: string, details: Partial<Details & Pick<Customer, "note" | "metafields">>, now: string): StoreEvent[] {
  const customer = customerOf(store, customerId);
  Object.assign(customer, details, { updatedAt: now });
  return [customerEvent(store, "customers/update", customer)];
}

/** Records what a customer, or an app for them, said about texts. */
export function setConsent(store: StoreState, customerId: string, consent: Consent, now: string): StoreEvent[] {
  const customer = customerOf(store, customerId);
  if (customer.phone === null) throw new StoreRefusal(`${customer.firstName} left no phone number`);
  customer.consent = consent;
  customer.updatedAt = now;
  return [consentEvent(store, customer)];
}

/** The box "text me offers", ticked or cleared by the customer; a checkout under way tells of it as well. */
export function tickConsent(store: StoreState, customerId: string, subscribed: boolean, now: string): StoreEvent[] {
  const consent: Consent = {
    state: subscribed ? "subscribed" : "unsubscribed",
    optInLevel: "single_opt_in",
    updatedAt: now,
    collectedFrom: "SHOPIFY",
  };
  const events = setConsent(store, customerId, consent, now);
  const checkout = openCheckout(store, customerId);
  if (!checkout) return events;
  checkout.updatedAt = now;
  return [...events, checkoutEvent(store, "checkouts/update", checkout)];
}

export function setTags(store: StoreState, customerId: string, tags: readonly string[], now: string): StoreEvent[] {
  const customer = customerOf(store, customerId);
  const added = tags.filter((tag) => !customer.tags.includes(tag));
  const removed = customer.tags.filter((tag) => !tags.includes(tag));
  if (added.length + removed.length === 0) return [];
  customer.tags = [...tags];
  customer.updatedAt = now;
  const tagEvent = (topic: string, changed: string[]): StoreEvent => ({
    topic,
    body: { customerId: `gid://shopify/Customer/${customer.id}`, tags: changed, occurredAt: now },
  });
  return [
    ...(added.length > 0 ? [tagEvent("customer.tags_added", added)] : []),
    ...(removed.length > 0 ? [tagEvent("customer.tags_removed", removed)] : []),
    customerEvent(store, "customers/update", customer),
  ];
}
