import {
  addressesOf,
  CustomerMerger,
  type CustomerObservation,
  type FetchedCustomer,
} from "#core/customers/customer-merger.ts";
import { chooseNumber, isOwn, numbersOf } from "#core/customers/addresses.ts";
import { readBirthday } from "#core/customers/birthday.ts";
import type { CustomerRecord } from "#core/customers/record.ts";
import { readPhone } from "#core/customers/phone-number.ts";
import type { Channel } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { lockCustomers, saveCustomers } from "#shell/repositories/customers/customers.server.ts";
import type { AdminCustomer } from "#shell/shopify/admin-api.server.ts";
import { customerKey, type FetchedCustomers } from "./fetch-customers.server.ts";
import {
  lockSubscribersOf,
  subscriberKey,
  type StoreWordings,
  type SubscriberStates,
} from "./upsert-subscribers.server.ts";

/**
 * Merges the customer data of a batch of events into the customers and their addresses, and the stated consents into
 * the subscribers of those addresses, with a proof of each change.
 * @param sources.fetched customers from the Admin API, which fill in what the events lack
 * @param sources.wordings by shop id, the wording under which the store collects opt-ins
 * @returns `customers`: by event id, the customer as merged, without events that name none; `existingIds`: the customers
 *   among them that were known before
 */
export async function upsertCustomers(
  context: AppContext,
  sql: Sql,
  observations: readonly CustomerObservation[],
  { fetched, wordings }: { fetched: FetchedCustomers; wordings: StoreWordings },
  now: Instant,
): Promise<{ customers: Map<string, CustomerRecord>; existingIds: string[] }> {
  const keys = observations.map(({ shopId, normalizedEvent: { customer, customerId } }) => ({
    shopId,
    id: customerId,
    shopifyId: customer?.shopifyId ?? null,
    addresses: customer
      ? addressesOf(customer)
          .filter(isOwn)
          .map(({ address }) => address)
      : [],
  }));
  const stored = await lockCustomers(sql, keys);
  const merger = new CustomerMerger(stored, { now, newId: () => context.newId(now) });
  const byEvent = observations.map(
    (observation) => [observation.eventId, merger.apply(observation, fetchedCustomerOf(observation, fetched))] as const,
  );
  const named = new Set(byEvent.flatMap(([, id]) => id ?? []));
  const records = merger.records.filter(({ id, erasedAt }) => named.has(id) && !erasedAt);
  const before = new Map(stored.map((record) => [record.id, record.addresses]));
  const subscribers = await lockSubscribersOf(
    context,
    sql,
    { records, before, statements: merger.statements, wordings },
    now,
  );
  await saveCustomers(sql, records, (id) => merger.isNew(id), now);
  const states = await subscribers.save();
  // A later observation replaces a customer's record: each event gets the record as it is after the batch.
  const customers = new Map(
    byEvent.flatMap(([eventId, id]) => (id ? [[eventId, withConsents(merger.record(id), states, now)] as const] : [])),
  );
  return { customers, existingIds: [...named].filter((id) => !merger.isNew(id)) };
}

/** The record with the consent of the number that marketing goes to, and of the e-mail address. */
function withConsents(record: CustomerRecord, states: SubscriberStates, now: Instant): CustomerRecord {
  const stateOf = (channel: Channel, address: string) => states.get(subscriberKey(record.shopId, channel, address));
  const numbers = numbersOf(record.addresses, ({ channel, address }) => stateOf(channel, address));
  return {
    ...record,
    smsConsent: chooseNumber(numbers, { prefers: "subscribed", now })?.number.consent ?? "not_subscribed",
    emailConsent: (record.email && stateOf("email", record.email.toLowerCase())?.consent) || "not_subscribed",
  };
}

function fetchedCustomerOf(
  { shopId, normalizedEvent: { customer } }: CustomerObservation,
  fetched: FetchedCustomers,
): FetchedCustomer | undefined {
  const found = customer?.shopifyId ? fetched.get(customerKey(shopId, customer.shopifyId)) : undefined;
  return found && toFetchedCustomer(customer?.shopifyId ?? null, found);
}

/** Without `updatedAt`, so that the Admin API's data fills gaps and never overwrites data of an event. */
export const toFetchedCustomer = (shopifyId: string | null, customer: AdminCustomer): FetchedCustomer => ({
  customer: {
    shopifyId,
    phone: readPhone(customer.phone, [customer.countryCode])?.e164 ?? null,
    email: customer.email,
    firstName: customer.firstName,
    lastName: customer.lastName,
    countryCode: customer.countryCode,
    provinceCode: customer.provinceCode,
    locale: customer.locale,
    tags: customer.tags,
    state: customer.state,
    since: customer.createdAt,
    birthday: readBirthday(customer.birthDate),
    updatedAt: null,
  },
  purchases:
    customer.numberOfOrders === null
      ? null
      : {
          ordersCount: customer.numberOfOrders,
          totalSpent: customer.amountSpent?.amount ?? "0",
          currency: customer.amountSpent?.currencyCode ?? null,
          lastOrderAt: customer.lastOrder?.createdAt ?? null,
          updatedAt: null,
        },
  consent: {
    state: customer.smsConsent,
    address: readPhone(customer.phone, [customer.countryCode])?.e164 ?? null,
    optInLevel: customer.optInLevel,
    source: "admin_api",
    updatedAt: customer.consentUpdatedAt,
  },
  emailConsent: {
    state: customer.emailConsent,
    address: customer.email?.toLowerCase() ?? null,
    optInLevel: null,
    source: "admin_api",
    updatedAt: customer.emailConsentUpdatedAt,
  },
});
