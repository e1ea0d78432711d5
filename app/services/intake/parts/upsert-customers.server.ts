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
 * Brings customers up to what a batch of events tells, and keeps proof of each change of consent.
 * @returns the customer of each event that names one, by the event's id
 */
export async function upsertCustomers(
  context: AppContext,
  sql: Sql,
  sightings: readonly CustomerObservation[],
  told: FetchedCustomers,
  now: Instant,
): Promise<Map<string, CustomerRecord>> {
  const keys = sightings.map(({ shopId, normalizedEvent: { customer, customerId } }) => ({
    shopId,
    id: customerId,
    shopifyId: customer?.shopifyId ?? null,
    phone: customer?.phone ?? null,
  }));
  const book = new CustomerMerger(await lockCustomers(sql, keys), {
    now,
    newId: () => context.newId(now),
    hashPhone: context.secrets.hashPhone,
  });
  const byEvent = sightings.map(
    (sighting) => [sighting.eventId, book.apply(sighting, answerFor(sighting, told))] as const,
  );
  await saveCustomers(sql, book.records, (id) => book.isNew(id), now);
  if (book.consents.length > 0)
    await recordConsents(
      sql,
      book.consents.map((change) => toProof(context, change, now)),
    );
  // Later sightings of the same person replaced the record: everyone gets the last one.
  return new Map(byEvent.flatMap(([eventId, id]) => (id ? [[eventId, book.record(id)] as const] : [])));
}

function answerFor(
  { shopId, normalizedEvent: { customer } }: CustomerObservation,
  told: FetchedCustomers,
): FetchedCustomer | undefined {
  const answer = customer?.shopifyId ? told.get(customerKey(shopId, customer.shopifyId)) : undefined;
  return answer && toAnswer(customer?.shopifyId ?? null, answer);
}

/** What the Admin API says now is at most as old as the question, and only fills what events left open. */
const toAnswer = (shopifyId: string | null, answer: AdminCustomer): FetchedCustomer => ({
  customer: {
    shopifyId,
    phone: readPhone(answer.phone, [answer.countryCode])?.e164 ?? null,
    email: answer.email,
    firstName: answer.firstName,
    lastName: answer.lastName,
    countryCode: answer.countryCode,
    provinceCode: answer.provinceCode,
    locale: answer.locale,
    tags: answer.tags,
    state: answer.state,
    since: answer.createdAt,
    birthday: readBirthday(answer.birthDate),
    updatedAt: null,
  },
  purchases:
    answer.numberOfOrders === null
      ? null
      : {
          ordersCount: answer.numberOfOrders,
          totalSpent: answer.amountSpent?.amount ?? "0",
          currency: answer.amountSpent?.currencyCode ?? null,
          lastOrderAt: answer.lastOrder?.createdAt ?? null,
          updatedAt: null,
        },
  consent: {
    state: answer.smsConsent,
    optInLevel: answer.optInLevel,
    source: "admin_api",
    updatedAt: answer.consentUpdatedAt,
  },
  emailConsent: {
    state: answer.emailConsent,
    optInLevel: null,
    source: "admin_api",
    updatedAt: answer.emailConsentUpdatedAt,
  },
});

const toProof = (
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
