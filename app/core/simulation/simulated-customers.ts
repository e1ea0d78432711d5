import { SHOPBELL_CONSENT_SOURCES } from "../consent/own-sources.ts";
import { CustomerMerger, type FetchedCustomer, type CustomerObservation } from "../customers/customer-merger.ts";
import { blankRecord, type CustomerRecord } from "../customers/record.ts";
import { emptyEvent, type NormalizedEvent } from "../intake/define.ts";
import { isOwnConsentUpdate, storeConsentUpdate } from "../intake/own-consent-update.ts";
import { named } from "../intake/shapes.ts";
import type { ConsentState } from "../statuses.ts";
import { Temporal, type Instant } from "../time/time.ts";

/** What the shop's own rows say of a customer, as far as it has its time. */
export interface SimulatedCustomer {
  /** As it stands today. */
  today: CustomerRecord;
  /** When the row was made. */
  createdAt: Instant;
  /** Each change of consent, by the time at which it was taken down; oldest first. */
  consents: readonly {
    at: Instant;
    state: ConsentState;
    previous: ConsentState;
    /** As the proof names it. */ source: string;
    occurredAt: Instant;
  }[];
  /** Names of the segments that they are in today, each since when. */
  segments: readonly { name: string; since: Instant }[];
  /** Since when a reply of theirs is in doubt; null when none is. */
  marketingHeldAt: Instant | null;
  /** How many of their orders came after Shopify was asked for their number. */
  ordersSinceAsked: number;
}

/** An event that sees a customer, with whose it was found to be. */
export interface CustomerReader extends CustomerObservation {
  /** Our customer's id; null where it was nobody's. */
  customerId: string | null;
}

const hasCome = (at: Instant | string | null, now: Instant): boolean =>
  at !== null && Temporal.Instant.compare(at, now) <= 0;

/**
 * The shop's customers as they were at any time of a trial: told by the events, as live; what only Shopify's Admin
 * API or the shop's own rows told is taken from those rows, each at its time where it has one.
 */
export class SimulatedCustomers {
  readonly #shopId: string;
  readonly #hashPhone: (phone: string) => string;
  /** Fields that the automation on trial writes itself: what they are today says nothing of then. */
  readonly #written: ReadonlySet<string>;
  readonly #known = new Map<string, SimulatedCustomer>();
  readonly #records = new Map<string, CustomerRecord>();
  readonly #byShopifyId = new Map<string, string>();
  readonly #byPhoneAlone = new Map<string, string>();
  readonly #segments = new Map<string, Map<string, boolean>>();
  #made = 0;

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
    this.#written = written;
  }

  introduce(people: readonly SimulatedCustomer[]): void {
    for (const person of people) this.#known.set(person.today.id, person);
  }

  /** Takes in what a batch of events tells. @returns the customer of each event that names one, by the event's id */
  see(seeings: readonly CustomerReader[], now: Instant): Map<string, CustomerRecord> {
    for (const { customerId } of seeings) if (customerId && !this.#records.has(customerId)) this.#seed(customerId, now);
    let expected: string | null = null;
    const book = new CustomerMerger(seeings.flatMap((seeing) => this.#candidates(seeing)).filter(unique()), {
      now,
      newId: () => (expected && !this.#records.has(expected) ? expected : `unknown-${++this.#made}`),
      hashPhone: this.#hashPhone,
    });
    const seen = seeings.map((seeing) => {
      expected = seeing.customerId;
      const answer = expected ? this.#answerFor(expected, now) : undefined;
      return [seeing.eventId, book.apply(seeing, answer)] as const;
    });
    for (const record of book.records) this.#keep(record);
    return new Map(seen.flatMap(([eventId, id]) => (id ? [[eventId, this.at(id, now)] as const] : [])));
  }

  /** A customer as known at a time. @throws where the id is of nobody seen */
  at(id: string, now: Instant): CustomerRecord {
    let record = this.#records.get(id);
    if (!record) throw new Error(`nobody was seen as ${id}`);
    const known = this.#known.get(id);
    if (!known) return record;
    const answer = this.#answerFor(id, now);
    if (answer && !record.checkedAt) {
      // Asked when a text to them was due: no event says so.
      const book = new CustomerMerger([record], { now, newId: () => "", hashPhone: this.#hashPhone });
      book.apply(
        {
          eventId: "",
          shopId: this.#shopId,
          seenAt: now.toString(),
          normalizedEvent: { ...emptyEvent, customerId: id, customer: named({ shopifyId: record.shopifyId }) },
        },
        answer,
      );
      record = book.record(id);
      this.#keep(record);
    }
    return {
      ...record,
      smsConsent: consentAt(known, now),
      erasedAt: hasCome(known.today.erasedAt, now) ? known.today.erasedAt : null,
    };
  }

  /** Whether a reply of theirs is in doubt. */
  isHeld(id: string, now: Instant): boolean {
    return hasCome(this.#known.get(id)?.marketingHeldAt ?? null, now);
  }

  hasLeft(id: string, now: Instant): boolean {
    return hasCome(this.#known.get(id)?.today.erasedAt ?? null, now);
  }

  /** Whether an event only repeats what was said of consent here, and not in the store. */
  repeats(
    {
      topic,
      customerId,
      normalizedEvent,
    }: { topic: string; customerId: string | null; normalizedEvent: NormalizedEvent },
    now: Instant,
  ): boolean {
    const word = storeConsentUpdate({ topic, normalizedEvent });
    const { consents = [] } = (customerId && this.#known.get(customerId)) || {};
    const given = consents.filter(({ at, source }) => SHOPBELL_CONSENT_SOURCES.includes(source) && hasCome(at, now));
    return (
      word !== null &&
      isOwnConsentUpdate(
        word,
        given.map(({ state, occurredAt }) => ({ state, at: occurredAt })),
      )
    );
  }

  /** As far as it is known; null for nobody's. */
  nameOf(id: string): string | null {
    const { firstName = null, lastName = null } = this.#records.get(id) ?? {};
    return [firstName, lastName].filter(Boolean).join(" ") || null;
  }

  byShopifyId(shopifyId: string): string | null {
    return this.#byShopifyId.get(shopifyId) ?? null;
  }

  segmentsOf(id: string, now: Instant): string[] {
    const moved = this.#segments.get(id);
    const known = (this.#known.get(id)?.segments ?? [])
      .filter(({ name, since }) => hasCome(since, now) && !moved?.has(name))
      .map(({ name }) => name);
    return [...known, ...[...(moved ?? [])].flatMap(([name, isIn]) => (isIn ? [name] : []))].sort();
  }

  /** What a step of the trial does to a segment. */
  move(id: string, segment: string, isIn: boolean): void {
    this.#segments.set(id, (this.#segments.get(id) ?? new Map<string, boolean>()).set(segment, isIn));
  }

  /** What a step of the trial writes. */
  setField(id: string, field: string, value: string): void {
    const record = this.#records.get(id);
    if (record) this.#records.set(id, { ...record, fields: { ...record.fields, [field]: value } });
  }

  #seed(id: string, now: Instant): void {
    const known = this.#known.get(id);
    if (!known || Temporal.Instant.compare(known.createdAt, now) >= 0) return;
    // Known before the first event that is still kept: as far as may be told, as today. Any event of theirs is newer.
    const { today } = known;
    this.#keep({
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
    return Object.fromEntries(Object.entries(fields).filter(([field]) => !this.#written.has(field)));
  }

  #candidates({ customerId, normalizedEvent: { customer, customerId: ours } }: CustomerReader): CustomerRecord[] {
    const ids = [
      customerId,
      ours,
      customer?.shopifyId ? this.#byShopifyId.get(customer.shopifyId) : null,
      customer?.phone ? this.#byPhoneAlone.get(customer.phone) : null,
    ];
    return ids.flatMap((id) => (id && this.#records.get(id)) || []);
  }

  /** What Shopify answered when it was asked, once that time has come. */
  #answerFor(id: string, now: Instant): FetchedCustomer | undefined {
    const known = this.#known.get(id);
    if (!known || !hasCome(known.today.checkedAt, now)) return undefined;
    const { today, ordersSinceAsked } = known;
    const { shopifyId, phone, email, firstName, lastName, countryCode, provinceCode, locale, tags, state, since } =
      today;
    const mailTold =
      today.emailConsentAt !== null && hasCome(today.emailConsentAt, Temporal.Instant.from(today.checkedAt ?? now));
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
        state: mailTold ? today.emailConsent : "not_subscribed",
        optInLevel: null,
        source: "admin_api",
        updatedAt: mailTold ? today.emailConsentAt : null,
      },
    };
  }

  #keep(record: CustomerRecord): void {
    const fields = this.#records.has(record.id)
      ? record.fields
      : { ...this.#fieldsOf(this.#known.get(record.id)?.today ?? blankRecord("", "", null)), ...record.fields };
    this.#records.set(record.id, { ...record, fields });
    if (record.shopifyId) {
      this.#byShopifyId.set(record.shopifyId, record.id);
      if (record.phone && this.#byPhoneAlone.get(record.phone) === record.id) this.#byPhoneAlone.delete(record.phone);
    } else if (record.phone) this.#byPhoneAlone.set(record.phone, record.id);
  }
}

/** Consent as the proofs of it tell; where none was ever taken down, it never changed. */
function consentAt({ consents, today }: SimulatedCustomer, now: Instant): ConsentState {
  const last = consents.findLast(({ at }) => hasCome(at, now));
  return last?.state ?? consents[0]?.previous ?? today.smsConsent;
}

function unique(): (record: CustomerRecord) => boolean {
  const met = new Set<string>();
  return ({ id }) => !met.has(id) && Boolean(met.add(id));
}
