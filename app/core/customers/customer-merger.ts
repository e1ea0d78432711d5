import type { NormalizedEvent, ObservedConsent, ObservedCustomer, ObservedPurchases } from "../intake/define.ts";
import { mergeCustomer, replacesConsent } from "../intake/merge-customer.ts";
import { addMoney } from "../intake/money.ts";
import type { ConsentState } from "../statuses.ts";
import { Temporal, type Instant } from "../time/time.ts";
import { blankRecord, type CustomerRecord } from "./record.ts";

/** One sighting of a customer in an event; `seenAt` (ISO) stands in where the event does not say how new it is. */
export interface CustomerObservation {
  eventId: string;
  shopId: string;
  seenAt: string;
  normalizedEvent: Pick<
    NormalizedEvent,
    "customer" | "customerId" | "consent" | "emailConsent" | "tagChange" | "purchases" | "bought" | "deleted"
  >;
}

/** What the Admin API says of a customer: as a whole, and as of when it was asked. */
export interface FetchedCustomer {
  customer: ObservedCustomer;
  purchases: ObservedPurchases | null;
  consent: ObservedConsent;
  emailConsent: ObservedConsent;
}

/** A consent that changed. */
export interface ConsentChange {
  customer: CustomerRecord;
  previous: ConsentState;
  seen: ObservedConsent;
  occurredAt: string;
}

export interface MergerTools {
  now: Instant;
  newId(): string;
  hashPhone(phone: string): string;
}

/** The customers of one batch of events, as they change from event to event. */
export class CustomerMerger {
  readonly consents: ConsentChange[] = [];
  readonly #records = new Map<string, CustomerRecord>();
  readonly #fresh = new Set<string>();
  readonly #tools: MergerTools;

  constructor(known: readonly CustomerRecord[], tools: MergerTools) {
    this.#tools = tools;
    for (const record of known) this.#records.set(record.id, record);
  }

  get records(): CustomerRecord[] {
    return [...this.#records.values()];
  }
  isNew(id: string): boolean {
    return this.#fresh.has(id);
  }
  record(id: string): CustomerRecord {
    const record = this.#records.get(id);
    if (!record) throw new Error(`customer ${id} is not of this batch`);
    return record;
  }

  /**
   * @param answer what the Admin API says, where it was asked
   * @returns the id of the customer seen; null where the event names nobody
   */
  apply({ shopId, seenAt, normalizedEvent }: CustomerObservation, answer: FetchedCustomer | undefined): string | null {
    const { customer, customerId, tagChange, purchases, bought } = normalizedEvent;
    const before = this.#find(shopId, customerId, customer);
    if (!before && (!customer || normalizedEvent.deleted)) return null;
    const start = before ?? this.#blank(shopId, customer?.shopifyId ?? null);
    if (start.erasedAt) return start.id;
    let record = { ...start, shopifyId: start.shopifyId ?? customer?.shopifyId ?? null };
    if (customer)
      record = merged(record, {
        ...customer,
        updatedAt: customer.updatedAt ?? (carriesNothing(customer) ? null : seenAt),
      });
    // Shopify's own events carry none: who tells a birthday tells it for its own sake.
    if (customer?.birthday) record.birthday = customer.birthday;
    const answered = answer && !start.checkedAt ? answer : undefined;
    if (answered) record = this.#withAnswer(record, answered);
    if (tagChange) record.tags = changedTags(record.tags, tagChange);
    if (purchases) record = withPurchases(record, purchases, seenAt);
    if (bought) record = withOrder(record, bought, seenAt);
    record.phoneHash = record.phone ? this.#tools.hashPhone(record.phone) : null;
    this.#records.set(record.id, record);
    const consent = normalizedEvent.consent ? datedBy(normalizedEvent.consent, seenAt) : answered?.consent;
    if (consent) this.#takeConsent(record, consent);
    const emailConsent = normalizedEvent.emailConsent
      ? datedBy(normalizedEvent.emailConsent, seenAt)
      : answered?.emailConsent;
    if (emailConsent && outweighs(emailConsent, { state: record.emailConsent, updatedAt: record.emailConsentAt })) {
      record.emailConsent = emailConsent.state;
      record.emailConsentAt = emailConsent.updatedAt ?? this.#tools.now.toString();
    }
    return record.id;
  }

  #withAnswer(record: CustomerRecord, { customer, purchases }: FetchedCustomer): CustomerRecord {
    const now = this.#tools.now.toString();
    const person = merged(record, customer);
    return {
      ...(purchases ? withPurchases(person, purchases, now) : person),
      birthday: record.birthday ?? customer.birthday ?? null,
      checkedAt: now,
    };
  }

  #find(shopId: string, customerId: string | null, customer: ObservedCustomer | null): CustomerRecord | undefined {
    const ofShop = this.records.filter((record) => record.shopId === shopId);
    if (customerId) return ofShop.find(({ id }) => id === customerId);
    if (!customer) return undefined;
    const { shopifyId, phone } = customer;
    const byId = shopifyId ? ofShop.find((record) => record.shopifyId === shopifyId) : undefined;
    return byId ?? (phone ? ofShop.find((record) => record.shopifyId === null && record.phone === phone) : undefined);
  }

  #blank(shopId: string, shopifyId: string | null): CustomerRecord {
    const id = this.#tools.newId();
    this.#fresh.add(id);
    return blankRecord(id, shopId, shopifyId);
  }

  #takeConsent(record: CustomerRecord, seen: ObservedConsent): void {
    if (!outweighs(seen, { state: record.smsConsent, updatedAt: record.consentUpdatedAt })) return;
    const occurredAt = seen.updatedAt ?? this.#tools.now.toString();
    const previous = record.smsConsent;
    record.smsConsent = seen.state;
    record.consentUpdatedAt = occurredAt;
    if (previous !== seen.state) this.consents.push({ customer: record, previous, seen, occurredAt });
  }
}

const datedBy = (seen: ObservedConsent, seenAt: string): ObservedConsent => ({
  ...seen,
  updatedAt: seen.updatedAt ?? seenAt,
});

/** The newer consent counts, and of two at one moment the no. Who has agreed is not asked again. */
function outweighs(seen: ObservedConsent, known: { state: ConsentState; updatedAt: string | null }): boolean {
  if (seen.state === "pending" && known.state === "subscribed") return false;
  const atOnce =
    seen.updatedAt !== null &&
    known.updatedAt !== null &&
    Temporal.Instant.compare(seen.updatedAt, known.updatedAt) === 0;
  return replacesConsent(known, seen) || (atOnce && seen.state === "unsubscribed");
}

/** An event that only names a customer makes nothing that is known any newer. */
const carriesNothing = ({ phone, email, firstName, lastName, countryCode }: ObservedCustomer): boolean =>
  (phone ?? email ?? firstName ?? lastName ?? countryCode) === null;

function merged(record: CustomerRecord, seen: ObservedCustomer): CustomerRecord {
  const isNewer =
    !record.sourceUpdatedAt ||
    (seen.updatedAt !== null && Temporal.Instant.compare(seen.updatedAt, record.sourceUpdatedAt) >= 0);
  const joined = mergeCustomer(record, seen);
  return {
    ...record,
    ...joined,
    state: joined.state ?? null,
    tags: seen.tags && (isNewer || record.tags.length === 0) ? [...seen.tags] : record.tags,
    since: record.since ?? seen.since ?? null,
  };
}

function changedTags(
  known: readonly string[],
  { added, removed }: { added: readonly string[]; removed: readonly string[] },
): string[] {
  const gone = new Set(removed.map((tag) => tag.toLowerCase()));
  const kept = known.filter((tag) => !gone.has(tag.toLowerCase()));
  const has = new Set(kept.map((tag) => tag.toLowerCase()));
  return [...kept, ...added.filter((tag) => !has.has(tag.toLowerCase()))];
}

function withPurchases(record: CustomerRecord, told: ObservedPurchases, askedAt: string): CustomerRecord {
  const at = told.updatedAt ?? askedAt;
  const lastOrderAt = later(record.lastOrderAt, told.lastOrderAt);
  if (record.metricsAt && Temporal.Instant.compare(at, record.metricsAt) < 0) return { ...record, lastOrderAt };
  return {
    ...record,
    ordersCount: told.ordersCount,
    totalSpent: told.totalSpent,
    currency: told.currency ?? record.currency,
    lastOrderAt,
    metricsAt: at,
  };
}

/**
 * An order that Shopify's own count cannot hold yet is added to it. Where Shopify never told a count, none is made
 * up.
 */
function withOrder(
  record: CustomerRecord,
  { total, currency }: { total: string; currency: string | null },
  at: string,
): CustomerRecord {
  const lastOrderAt = later(record.lastOrderAt, at);
  const counted = record.metricsAt !== null && Temporal.Instant.compare(at, record.metricsAt) <= 0;
  if (record.ordersCount === null || counted) return { ...record, lastOrderAt };
  const sameMoney = record.currency === null || currency === null || record.currency === currency;
  return {
    ...record,
    lastOrderAt,
    ordersCount: record.ordersCount + 1,
    totalSpent: sameMoney ? addMoney([record.totalSpent ?? "0", total]) : record.totalSpent,
    currency: record.currency ?? currency,
  };
}

const later = (a: string | null, b: string | null): string | null =>
  !a ? b : !b ? a : Temporal.Instant.compare(a, b) >= 0 ? a : b;
