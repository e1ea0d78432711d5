import { SHOPBELL_CONSENT_SOURCES } from "../consent/own-sources.ts";
import { CustomerMerger, type FetchedCustomer, type CustomerObservation } from "../customers/customer-merger.ts";
import { blankRecord, type CustomerRecord } from "../customers/record.ts";
import { emptyEvent, type NormalizedEvent } from "../intake/define.ts";
import { isOwnConsentUpdate, storeConsentUpdate } from "../intake/own-consent-update.ts";
import { customerRef } from "../intake/shapes.ts";
import type { ConsentState } from "../statuses.ts";
import { Temporal, type Instant } from "../time/time.ts";

/** A customer's stored rows, with times where the rows have them. */
export interface SimulatedCustomer {
  /** The current record. */
  today: CustomerRecord;
  /** When the record was created. */
  createdAt: Instant;
  /** Consent changes by the time they were recorded, oldest first. */
  consents: readonly {
    at: Instant;
    state: ConsentState;
    previous: ConsentState;
    /** As the proof names it. */ source: string;
    occurredAt: Instant;
  }[];
  /** The current segments by name, each with its start. */
  segments: readonly { name: string; since: Instant }[];
  /** When a possible opt-out reply arrived; null when none is open. */
  marketingHeldAt: Instant | null;
  /** The number of orders after the last fetch from Shopify. */
  ordersSinceAsked: number;
}

/** A customer observation with the customer that intake found. */
export interface CustomerReader extends CustomerObservation {
  /** The app's customer id; null when intake found none. */
  customerId: string | null;
}

const hasPassed = (at: Instant | string | null, now: Instant): boolean =>
  at !== null && Temporal.Instant.compare(at, now) <= 0;

/**
 * Rebuilds the shop's customers at any time of a simulation. The events provide most values, as in live intake. Values
 * that only the Admin API or the shop's own rows have come from those rows, each from its time on.
 */
export class SimulatedCustomers {
  readonly #shopId: string;
  readonly #hashPhone: (phone: string) => string;
  /** Custom fields that the simulated automation writes: their current values say nothing about the past. */
  readonly #writtenFields: ReadonlySet<string>;
  readonly #rows = new Map<string, SimulatedCustomer>();
  readonly #records = new Map<string, CustomerRecord>();
  readonly #byShopifyId = new Map<string, string>();
  readonly #byPhoneAlone = new Map<string, string>();
  readonly #segments = new Map<string, Map<string, boolean>>();
  #unknownCount = 0;

  constructor({
    shopId,
    hashPhone,
    written,
  }: {
    shopId: string;
    hashPhone(phone: string): string;
    written: ReadonlySet<string>;
  }) {
    this.#shopId = shopId;
    this.#hashPhone = hashPhone;
    this.#writtenFields = written;
  }

  addRows(people: readonly SimulatedCustomer[]): void {
    for (const person of people) this.#rows.set(person.today.id, person);
  }

  /**
   * Merges the customers of a batch.
   * @returns the customer of each event that names one, by event id
   */
  merge(observations: readonly CustomerReader[], now: Instant): Map<string, CustomerRecord> {
    for (const { customerId } of observations)
      if (customerId && !this.#records.has(customerId)) this.#createFromRow(customerId, now);
    let expected: string | null = null;
    const merger = new CustomerMerger(
      observations.flatMap((observation) => this.#candidates(observation)).filter(unique()),
      {
        now,
        newId: () => (expected && !this.#records.has(expected) ? expected : `unknown-${++this.#unknownCount}`),
        hashPhone: this.#hashPhone,
      },
    );
    const seen = observations.map((observation) => {
      expected = observation.customerId;
      const answer = expected ? this.#fetchedAt(expected, now) : undefined;
      return [observation.eventId, merger.apply(observation, answer)] as const;
    });
    for (const record of merger.records) this.#store(record);
    return new Map(seen.flatMap(([eventId, id]) => (id ? [[eventId, this.at(id, now)] as const] : [])));
  }

  /**
   * A customer's record at an instant.
   * @throws Error for an unknown id
   */
  at(id: string, now: Instant): CustomerRecord {
    let record = this.#records.get(id);
    if (!record) throw new Error(`nobody was seen as ${id}`);
    const known = this.#rows.get(id);
    if (!known) return record;
    const answer = this.#fetchedAt(id, now);
    if (answer && !record.checkedAt) {
      // A live run fetches the customer when a text is due, without an event.
      const merger = new CustomerMerger([record], { now, newId: () => "", hashPhone: this.#hashPhone });
      merger.apply(
        {
          eventId: "",
          shopId: this.#shopId,
          seenAt: now.toString(),
          normalizedEvent: { ...emptyEvent, customerId: id, customer: customerRef({ shopifyId: record.shopifyId }) },
        },
        answer,
      );
      record = merger.record(id);
      this.#store(record);
    }
    return {
      ...record,
      smsConsent: consentAt(known, now),
      erasedAt: hasPassed(known.today.erasedAt, now) ? known.today.erasedAt : null,
    };
  }

  /** Whether a possible opt-out reply was open. */
  isHeld(id: string, now: Instant): boolean {
    return hasPassed(this.#rows.get(id)?.marketingHeldAt ?? null, now);
  }

  hasLeft(id: string, now: Instant): boolean {
    return hasPassed(this.#rows.get(id)?.today.erasedAt ?? null, now);
  }

  /** Whether a consent event only repeats a change that this app made. */
  isOwnConsentUpdate(
    {
      topic,
      customerId,
      normalizedEvent,
    }: { topic: string; customerId: string | null; normalizedEvent: NormalizedEvent },
    now: Instant,
  ): boolean {
    const update = storeConsentUpdate({ topic, normalizedEvent });
    const { consents = [] } = (customerId && this.#rows.get(customerId)) || {};
    const given = consents.filter(({ at, source }) => SHOPBELL_CONSENT_SOURCES.includes(source) && hasPassed(at, now));
    return (
      update !== null &&
      isOwnConsentUpdate(
        update,
        given.map(({ state, occurredAt }) => ({ state, at: occurredAt })),
      )
    );
  }

  /** The customer's name as far as known; null without one. */
  nameOf(id: string): string | null {
    const { firstName = null, lastName = null } = this.#records.get(id) ?? {};
    return [firstName, lastName].filter(Boolean).join(" ") || null;
  }

  byShopifyId(shopifyId: string): string | null {
    return this.#byShopifyId.get(shopifyId) ?? null;
  }

  segmentsOf(id: string, now: Instant): string[] {
    const moved = this.#segments.get(id);
    const known = (this.#rows.get(id)?.segments ?? [])
      .filter(({ name, since }) => hasPassed(since, now) && !moved?.has(name))
      .map(({ name }) => name);
    return [...known, ...[...(moved ?? [])].flatMap(([name, isIn]) => (isIn ? [name] : []))].sort();
  }

  /** Applies a simulated segment change. */
  move(id: string, segment: string, isIn: boolean): void {
    this.#segments.set(id, (this.#segments.get(id) ?? new Map<string, boolean>()).set(segment, isIn));
  }

  /** Applies a simulated field change. */
  setField(id: string, field: string, value: string): void {
    const record = this.#records.get(id);
    if (record) this.#records.set(id, { ...record, fields: { ...record.fields, [field]: value } });
  }

  #createFromRow(id: string, now: Instant): void {
    const known = this.#rows.get(id);
    if (!known || Temporal.Instant.compare(known.createdAt, now) >= 0) return;
    // A customer older than the kept events starts from the current record, without values that have changed since. Any
    // event is newer.
    const { today } = known;
    this.#store({
      ...today,
      fields: this.#fieldsOf(today),
      ordersCount: null,
      totalSpent: null,
      lastOrderAt: null,
      metricsAt: null,
      consentUpdatedAt: null,
      checkedAt: null,
      sourceUpdatedAt: null,
      erasedAt: null,
    });
  }

  #fieldsOf({ fields }: CustomerRecord): Record<string, unknown> {
    return Object.fromEntries(Object.entries(fields).filter(([field]) => !this.#writtenFields.has(field)));
  }

  #candidates({ customerId, normalizedEvent: { customer, customerId: ownId } }: CustomerReader): CustomerRecord[] {
    const ids = [
      customerId,
      ownId,
      customer?.shopifyId ? this.#byShopifyId.get(customer.shopifyId) : null,
      customer?.phone ? this.#byPhoneAlone.get(customer.phone) : null,
    ];
    return ids.flatMap((id) => (id && this.#records.get(id)) || []);
  }

  /** The Admin API's answer, from the time of the fetch on. */
  #fetchedAt(id: string, now: Instant): FetchedCustomer | undefined {
    const known = this.#rows.get(id);
    if (!known || !hasPassed(known.today.checkedAt, now)) return undefined;
    const { today, ordersSinceAsked } = known;
    const { shopifyId, phone, email, firstName, lastName, countryCode, provinceCode, locale, tags, state, since } =
      today;
    const hasEmailConsent =
      today.emailConsentAt !== null && hasPassed(today.emailConsentAt, Temporal.Instant.from(today.checkedAt ?? now));
    return {
      customer: {
        shopifyId,
        phone,
        email,
        firstName,
        lastName,
        countryCode,
        provinceCode,
        locale,
        tags,
        state,
        since,
        updatedAt: null,
      },
      purchases:
        today.ordersCount === null
          ? null
          : {
              ordersCount: Math.max(0, today.ordersCount - ordersSinceAsked),
              totalSpent: today.totalSpent ?? "0",
              currency: today.currency,
              lastOrderAt: null,
              updatedAt: today.checkedAt,
            },
      consent: { state: "not_subscribed", optInLevel: null, source: "admin_api", updatedAt: today.checkedAt },
      emailConsent: {
        state: hasEmailConsent ? today.emailConsent : "not_subscribed",
        optInLevel: null,
        source: "admin_api",
        updatedAt: hasEmailConsent ? today.emailConsentAt : null,
      },
    };
  }

  #store(record: CustomerRecord): void {
    const fields = this.#records.has(record.id)
      ? record.fields
      : { ...this.#fieldsOf(this.#rows.get(record.id)?.today ?? blankRecord("", "", null)), ...record.fields };
    this.#records.set(record.id, { ...record, fields });
    if (record.shopifyId) {
      this.#byShopifyId.set(record.shopifyId, record.id);
      if (record.phone && this.#byPhoneAlone.get(record.phone) === record.id) this.#byPhoneAlone.delete(record.phone);
    } else if (record.phone) this.#byPhoneAlone.set(record.phone, record.id);
  }
}

/** Consent from the recorded changes; without any it never changed. */
function consentAt({ consents, today }: SimulatedCustomer, now: Instant): ConsentState {
  const last = consents.findLast(({ at }) => hasPassed(at, now));
  return last?.state ?? consents[0]?.previous ?? today.smsConsent;
}

function unique(): (record: CustomerRecord) => boolean {
  const seenIds = new Set<string>();
  return ({ id }) => !seenIds.has(id) && Boolean(seenIds.add(id));
}
