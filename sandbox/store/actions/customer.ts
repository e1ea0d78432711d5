import { withBirthDate } from "../birth-date.ts";
import { checkoutEvent, consentEvent, customerEvent, type StoreEvent } from "../events.ts";
import { customerOf, openCheckout, StoreRefusal } from "../find.ts";
import { newId } from "../ids.ts";
import { neverAsked } from "../people.ts";
import type { Consent, Customer, StoreState } from "../state.ts";

/** The form of a customer. */
export type Details = Pick<Customer, "firstName" | "lastName" | "email" | "phone" | "address"> & {
  /** "YYYY-MM-DD", or null. */
  birthDate: string | null;
};

export function addCustomer(
  store: StoreState,
  { birthDate, ...details }: Details,
  now: string,
): { customer: Customer; events: StoreEvent[] } {
  if (details.email !== "" && store.customers.some(({ email }) => email === details.email))
    throw new StoreRefusal(`${details.email} is a customer already`);
  const customer: Customer = {
    id: newId(store),
    addressId: newId(store),
    locale: "en-US",
    tags: [],
    metafields: withBirthDate(store, [], birthDate, now),
    consent: neverAsked,
    createdAt: now,
    updatedAt: now,
    ...details,
  };
  store.customers.push(customer);
  return { customer, events: [customerEvent(store, "customers/create", customer)] };
}

/** Adds a customer as an app does: by the number, with the consent to texts. */
export function addSubscriber(
  store: StoreState,
  { firstName, lastName, phone, consent }: Pick<Customer, "firstName" | "lastName" | "phone" | "consent">,
  now: string,
): { customer: Customer; events: StoreEvent[] } {
  const { address } = store.shop;
  const { customer } = addCustomer(store, { firstName, lastName, phone, email: "", address, birthDate: null }, now);
  Object.assign(customer, { consent, lacksAddress: true });
  return { customer, events: [customerEvent(store, "customers/create", customer), consentEvent(store, customer)] };
}

type Changes = Partial<Details & Pick<Customer, "note" | "metafields">>;

export function editCustomer(
  store: StoreState,
  customerId: string,
  { birthDate, ...changes }: Changes,
  now: string,
): StoreEvent[] {
  const customer = customerOf(store, customerId);
  Object.assign(customer, changes, { updatedAt: now });
  if (changes.address) delete customer.lacksAddress;
  if (birthDate !== undefined) customer.metafields = withBirthDate(store, customer.metafields, birthDate, now);
  return [customerEvent(store, "customers/update", customer)];
}

/** Records consent that a customer or an app has set. */
export function setConsent(store: StoreState, customerId: string, consent: Consent, now: string): StoreEvent[] {
  const customer = customerOf(store, customerId);
  if (customer.phone === null) throw new StoreRefusal(`${customer.firstName} left no phone number`);
  customer.consent = consent;
  customer.updatedAt = now;
  return [consentEvent(store, customer)];
}

/** Sets the checkbox "text me offers", also in an open checkout. */
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

export const addTag = (store: StoreState, customerId: string, tag: string, now: string): StoreEvent[] => {
  const { tags } = customerOf(store, customerId);
  return tags.includes(tag) ? [] : setTags(store, customerId, [...tags, tag], now);
};

export const removeTag = (store: StoreState, customerId: string, tag: string, now: string): StoreEvent[] =>
  setTags(
    store,
    customerId,
    customerOf(store, customerId).tags.filter((one) => one !== tag),
    now,
  );

/** Enables or disables a customer's account. */
export function setAccount(
  store: StoreState,
  customerId: string,
  account: "enabled" | "disabled",
  now: string,
): StoreEvent[] {
  const customer = customerOf(store, customerId);
  if ((customer.account ?? "disabled") === account)
    throw new StoreRefusal(`${customer.firstName}'s account is ${account} already`);
  customer.account = account;
  customer.updatedAt = now;
  return [
    customerEvent(store, account === "enabled" ? "customers/enable" : "customers/disable", customer),
    customerEvent(store, "customers/update", customer),
  ];
}
