import type { SeenConsent, SeenCustomer } from "#core/intake/define.ts";
import { mergeCustomer, replacesConsent } from "#core/intake/merge-customer.ts";
import { readPhone } from "#core/phone/number.ts";
import type { Instant } from "#core/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { recordConsents, type ConsentRecord } from "#shell/repositories/consents.server.ts";
import { lockNamed, saveCustomers, type CustomerRow } from "#shell/repositories/customers.server.ts";
import type { AdminCustomer } from "#shell/shopify/admin-api.server.ts";
import { customerKey, type Told } from "./ask-for-customers.server.ts";

/** One sighting of a customer in an event. */
export interface Sighting {
  eventId: string;
  shopId: string;
  customer: SeenCustomer;
  consent: SeenConsent | null;
}

/**
 * Brings customers up to what a batch of events tells, and keeps proof of each change of consent.
 * @returns the customer of each event, by the event's id
 */
export async function rememberCustomers(context: AppContext, sql: Sql, sightings: readonly Sighting[], told: Told, now: Instant): Promise<Map<string, CustomerRow>> {
  const known = await lockNamed(sql, sightings.map(({ shopId, customer: { shopifyId, phone } }) => ({ shopId, shopifyId, phone })));
  const book = new Book(context, known, now);
  const byEvent = new Map(sightings.map((sighting) => [sighting.eventId, book.see(sighting, told)]));
  await saveCustomers(sql, book.rows, (id) => book.isNew(id), now);
  await recordConsents(sql, book.consents);
  // Later sightings of the same person replaced the row: everyone gets the last one.
  return new Map([...byEvent].map(([eventId, id]) => [eventId, book.row(id)]));
}

/** The customers of one batch, as they change from event to event. */
class Book {
  readonly consents: ConsentRecord[] = [];
  readonly #rows = new Map<string, CustomerRow>();
  readonly #fresh = new Set<string>();
  readonly #context: AppContext;
  readonly #now: Instant;

  constructor(context: AppContext, known: readonly CustomerRow[], now: Instant) {
    this.#context = context;
    this.#now = now;
    for (const row of known) this.#rows.set(row.id, row);
  }

  get rows(): CustomerRow[] {
    return [...this.#rows.values()];
  }
  isNew(id: string): boolean {
    return this.#fresh.has(id);
  }
  row(id: string): CustomerRow {
    const row = this.#rows.get(id);
    if (!row) throw new Error(`customer ${id} is not of this batch`);
    return row;
  }

  /** @returns the id of the customer seen */
  see({ shopId, customer, consent }: Sighting, told: Told): string {
    const before = this.#find(shopId, customer) ?? this.#blank(shopId, customer.shopifyId);
    if (before.erasedAt) return before.id;
    const answer = customer.shopifyId && !before.checkedAt ? told.get(customerKey(shopId, customer.shopifyId)) : undefined;
    let row: CustomerRow = { ...before, shopifyId: before.shopifyId ?? customer.shopifyId, ...mergeCustomer(before, customer) };
    if (answer) row = { ...row, ...mergeCustomer(row, seenByAdmin(customer.shopifyId, answer)), checkedAt: this.#now.toString() };
    row.phoneHash = row.phone ? this.#context.secrets.hashPhone(row.phone) : null;
    this.#rows.set(row.id, row);
    const news = consent ?? (answer ? { state: answer.smsConsent, optInLevel: answer.optInLevel, source: "admin_api", updatedAt: answer.consentUpdatedAt } : null);
    if (news) this.#takeConsent(row, news);
    return row.id;
  }

  #find(shopId: string, { shopifyId, phone }: SeenCustomer): CustomerRow | undefined {
    const ofShop = this.rows.filter((row) => row.shopId === shopId);
    const byId = shopifyId ? ofShop.find((row) => row.shopifyId === shopifyId) : undefined;
    return byId ?? (phone ? ofShop.find((row) => row.shopifyId === null && row.phone === phone) : undefined);
  }

  #blank(shopId: string, shopifyId: string | null): CustomerRow {
    const id = this.#context.newId(this.#now);
    this.#fresh.add(id);
    const nothing = { phone: null, phoneHash: null, email: null, firstName: null, lastName: null, countryCode: null, provinceCode: null, locale: null };
    return { id, shopId, shopifyId, ...nothing, smsConsent: "not_subscribed", consentUpdatedAt: null, checkedAt: null, sourceUpdatedAt: null, erasedAt: null };
  }

  #takeConsent(row: CustomerRow, seen: SeenConsent): void {
    if (!replacesConsent({ state: row.smsConsent, updatedAt: row.consentUpdatedAt }, seen)) return;
    const occurredAt = seen.updatedAt ?? this.#now.toString();
    const previous = row.smsConsent;
    row.smsConsent = seen.state;
    row.consentUpdatedAt = occurredAt;
    if (previous === seen.state) return;
    this.consents.push({
      id: this.#context.newId(this.#now),
      shopId: row.shopId,
      customerId: row.id,
      phone: row.phone,
      phoneHash: row.phoneHash,
      state: seen.state,
      previous,
      optInLevel: seen.optInLevel,
      source: seen.source,
      words: null,
      wordsVersion: null,
      messageId: null,
      occurredAt,
      createdAt: this.#now,
    });
  }
}

/** What the Admin API says now is at most as old as the question, and only fills what events left open. */
const seenByAdmin = (shopifyId: string | null, answer: AdminCustomer): SeenCustomer => ({
  shopifyId,
  phone: readPhone(answer.phone, [answer.countryCode])?.e164 ?? null,
  email: answer.email,
  firstName: answer.firstName,
  lastName: answer.lastName,
  countryCode: answer.countryCode,
  provinceCode: answer.provinceCode,
  locale: answer.locale,
  updatedAt: null,
});
