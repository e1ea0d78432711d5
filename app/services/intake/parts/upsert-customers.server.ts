import { readBirthday } from "#core/customers/birthday.ts";
import {
  CustomerMerger,
  type FetchedCustomer,
  type ConsentChange,
  type CustomerObservation,
} from "#core/customers/customer-merger.ts";
import type { CustomerRecord } from "#core/customers/record.ts";
import { readPhone } from "#core/customers/phone-number.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { recordConsents, type ConsentRecord } from "#shell/repositories/consent/consents.server.ts";
import { lockCustomers, saveCustomers } from "#shell/repositories/customers/customers.server.ts";
import type { AdminCustomer } from "#shell/shopify/admin-api.server.ts";
import { customerKey, type FetchedCustomers } from "./fetch-customers.server.ts";

/**
 * Merges the customer data of a batch of events into the customers, and records a consent event for each change of
 * consent.
 * @param fetched customers from the Admin API, which fill in what the events lack
 * @returns `customers`: by event id, the customer as merged, without events that name none; `existingIds`: the customers
 *   among them that were known before
 */
export async function upsertCustomers(
  context: AppContext,
  sql: Sql,
  observations: readonly CustomerObservation[],
  fetched: FetchedCustomers,
  now: Instant,
): Promise<{ customers: Map<string, CustomerRecord>; existingIds: string[] }> {
  const keys = observations.map(({ shopId, normalizedEvent: { customer, customerId } }) => ({
    shopId,
    id: customerId,
    shopifyId: customer?.shopifyId ?? null,
    phone: customer?.phone ?? null,
  }));
  const merger = new CustomerMerger(await lockCustomers(sql, keys), {
    now,
    newId: () => context.newId(now),
    hashPhone: context.secrets.hashPhone,
  });
  const byEvent = observations.map(
    (observation) => [observation.eventId, merger.apply(observation, fetchedCustomerOf(observation, fetched))] as const,
  );
  await saveCustomers(sql, merger.records, (id) => merger.isNew(id), now);
  if (merger.consents.length > 0)
    await recordConsents(
      sql,
      merger.consents.map((change) => toConsentRecord(context, change, now)),
    );
  // A later observation replaces a customer's record: each event gets the record as it is after the batch.
  const customers = new Map(byEvent.flatMap(([eventId, id]) => (id ? [[eventId, merger.record(id)] as const] : [])));
  const ids = new Set([...customers.values()].map(({ id }) => id));
  return { customers, existingIds: [...ids].filter((id) => !merger.isNew(id)) };
}

function fetchedCustomerOf(
  { shopId, normalizedEvent: { customer } }: CustomerObservation,
  fetched: FetchedCustomers,
): FetchedCustomer | undefined {
  const found = customer?.shopifyId ? fetched.get(customerKey(shopId, customer.shopifyId)) : undefined;
  return found && toFetchedCustomer(customer?.shopifyId ?? null, found);
}

/** Without `updatedAt`, so that the Admin API's data fills gaps and never overwrites data of an event. */
const toFetchedCustomer = (shopifyId: string | null, customer: AdminCustomer): FetchedCustomer => ({
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
    optInLevel: customer.optInLevel,
    source: "admin_api",
    updatedAt: customer.consentUpdatedAt,
  },
  emailConsent: {
    state: customer.emailConsent,
    optInLevel: null,
    source: "admin_api",
    updatedAt: customer.emailConsentUpdatedAt,
  },
});

const toConsentRecord = (
  context: AppContext,
  { customer, previous, seen, occurredAt }: ConsentChange,
  now: Instant,
): ConsentRecord => ({
  id: context.newId(now),
  shopId: customer.shopId,
  customerId: customer.id,
  phone: customer.phone,
  phoneHash: customer.phoneHash,
  state: seen.state,
  previous,
  optInLevel: seen.optInLevel,
  source: seen.source,
  words: null,
  wordsVersion: null,
  messageId: null,
  occurredAt,
  createdAt: now,
});
