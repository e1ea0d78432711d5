import { SHOPBELL_CONSENT_SOURCES } from "../consent/own-sources.ts";
import {
  addressesOf,
  CustomerMerger,
  type FetchedCustomer,
  type CustomerObservation,
} from "../customers/customer-merger.ts";
import { chooseNumber, type KnownNumber, noState, numbersOf } from "../customers/addresses.ts";
import { blankRecord, type CustomerRecord } from "../customers/record.ts";
import { type ConsentAt, consentAt, type PastConsent } from "./consent-at.ts";
import { emptyEvent, type NormalizedEvent } from "../intake/define.ts";
import { isOwnConsentUpdate, storeConsentUpdate } from "../intake/own-consent-update.ts";
import { customerRef } from "../intake/shapes.ts";
import { Temporal, type Instant } from "../time/time.ts";

/** A customer's stored rows, with times where the rows have them. */
export interface SimulatedCustomer {
  /** The current record. */
  today: CustomerRecord;
  /** When the record was created. */
  createdAt: Instant;
  /** Consent changes of the customer's addresses by the time they were recorded, oldest first. */
  consents: readonly PastConsent[];
  /** The current states of the numbers. */
  numbers: readonly KnownNumber[];
  /** The current segments by name, each with its start. */
  segments: readonly { name: string; since: Instant }[];
  /** The numbers from which a possible opt-out reply came, each with its time, while it is open. */
  held: readonly { address: string; since: Instant }[];
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
  readonly #hashAddress: (address: string) => string;
  /** Custom fields that the simulated automation writes: their current values say nothing about the past. */
  readonly #writtenFields: ReadonlySet<string>;
  readonly #rows = new Map<string, SimulatedCustomer>();
  readonly #records = new Map<string, CustomerRecord>();
  readonly #byShopifyId = new Map<string, string>();
  readonly #byAddress = new Map<string, string>();
  readonly #segments = new Map<string, Map<string, boolean>>();
  #unknownCount = 0;

  constructor({
    shopId,
    hashAddress,
    written,
  }: {
    shopId: string;
    hashAddress(address: string): string;
    written: ReadonlySet<string>;
  }) {
    this.#shopId = shopId;
    this.#hashAddress = hashAddress;
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
      },
    );
    const seen = observations.map((observation) => {
      expected = observation.customerId;
      const answer = expected ? this.#fetchedAt(expected, now) : undefined;
      return [observation.eventId, merger.apply({ ...observation, foundId: expected }, answer)] as const;
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
      const merger = new CustomerMerger([record], { now, newId: () => "" });
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
    const ofEmail = record.email && this.#consentOf(known, record.email.toLowerCase(), now)?.consent;
    return {
      ...record,
      smsConsent:
        chooseNumber(this.#numbersOf(record, now), { prefers: "subscribed", now })?.number.consent ?? "not_subscribed",
      emailConsent: ofEmail || known.today.emailConsent,
      erasedAt: hasPassed(known.today.erasedAt, now) ? known.today.erasedAt : null,
    };
  }

  /**
   * The customer's numbers, each with the consent it had at an instant.
   * @param saidStop whether the number with a keyed hash had opted out
   */
  numbersAt(id: string, now: Instant, saidStop: (addressHash: string, at: Instant) => boolean): KnownNumber[] {
    return this.#numbersOf(this.at(id, now), now).map((number) => ({
      ...number,
      suppressed: saidStop(this.#hashAddress(number.address), now),
    }));
  }

  #numbersOf(record: CustomerRecord, now: Instant): KnownNumber[] {
    const known = this.#rows.get(record.id);
    return numbersOf(record.addresses, ({ address }) => {
      const today = known?.numbers.find((number) => number.address === address);
      const held = known?.held.find((reply) => reply.address === address);
      const unreachable = today?.unreachable ?? null;
      return {
        ...noState,
        ...(known && this.#consentOf(known, address, now)),
        marketingHeld: hasPassed(held?.since ?? null, now),
        unreachable: hasPassed(unreachable?.since ?? null, now) ? unreachable : null,
      };
    });
  }

  /** The consent of an address at an instant; undefined when nothing is on record of it. */
  #consentOf({ consents, numbers }: SimulatedCustomer, address: string, now: Instant): ConsentAt | undefined {
    const addressHash = this.#hashAddress(address);
    const own = consents.filter((consent) => consent.addressHash === addressHash);
    return own.length > 0 ? consentAt(own, now) : numbers.find((number) => number.address === address);
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
    const given = consents.filter(
      ({ at, source, ofCustomer }) => ofCustomer && SHOPBELL_CONSENT_SOURCES.includes(source) && hasPassed(at, now),
    );
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
      ...(customer ? addressesOf(customer).map(({ address }) => this.#byAddress.get(address)) : []),
    ];
    return ids.flatMap((id) => (id && this.#records.get(id)) || []);
  }

  /** The Admin API's answer, from the time of the fetch on. */
  #fetchedAt(id: string, now: Instant): FetchedCustomer | undefined {
    const known = this.#rows.get(id);
    if (!known || !hasPassed(known.today.checkedAt, now)) return undefined;
    const { today, ordersSinceAsked } = known;
    const { shopifyId, email, firstName, lastName, countryCode, provinceCode, locale, tags, state, since } = today;
    const numbers = today.addresses.flatMap(({ channel, address, origin, formerSince }) =>
      channel === "sms" && origin === "customer" && !formerSince ? [{ phone: address, origin }] : [],
    );
    return {
      customer: {
        shopifyId,
        phone: numbers[0]?.phone ?? null,
        numbers,
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
      consent: silent,
      emailConsent: silent,
    };
  }

  #store(record: CustomerRecord): void {
    const fields = this.#records.has(record.id)
      ? record.fields
      : { ...this.#fieldsOf(this.#rows.get(record.id)?.today ?? blankRecord("", "", null)), ...record.fields };
    this.#records.set(record.id, { ...record, fields });
    if (record.shopifyId) this.#byShopifyId.set(record.shopifyId, record.id);
    for (const { address } of record.addresses)
      if (record.shopifyId || !this.#byAddress.has(address)) this.#byAddress.set(address, record.id);
  }
}

/** Consents come from the proofs, not from the answer. */
const silent = {
  state: "not_subscribed",
  address: null,
  optInLevel: null,
  source: "admin_api",
  updatedAt: null,
} as const;

function unique(): (record: CustomerRecord) => boolean {
  const seenIds = new Set<string>();
  return ({ id }) => !seenIds.has(id) && Boolean(seenIds.add(id));
}
