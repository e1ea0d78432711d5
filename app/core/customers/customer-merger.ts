import type { NormalizedEvent, ObservedConsent, ObservedCustomer, ObservedPurchases } from "../intake/define.ts";
import { blankRecord, type CustomerRecord, mergeCustomer, replacesConsent } from "./record.ts";
import { addMoney } from "../intake/money.ts";
import type { ConsentState } from "../statuses.ts";
import { Temporal, type Instant } from "../time/time.ts";

/** A customer as one event shows it. `seenAt` is the event's ISO instant, used when the data have no own time. */
export interface CustomerObservation {
  eventId: string;
  shopId: string;
  seenAt: string;
  normalizedEvent: Pick<
    NormalizedEvent,
    "customer" | "customerId" | "consent" | "emailConsent" | "tagChange" | "purchases" | "bought" | "deleted"
  >;
}

/** A customer fetched from the Admin API. */
export interface FetchedCustomer {
  customer: ObservedCustomer;
  purchases: ObservedPurchases | null;
  consent: ObservedConsent;
  emailConsent: ObservedConsent;
}

/** A changed SMS consent. */
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

/** Merges the customers of one batch, event by event. */
export class CustomerMerger {
  readonly consents: ConsentChange[] = [];
  readonly #records = new Map<string, CustomerRecord>();
  readonly #fresh = new Set<string>();
  readonly #tools: MergerTools;

  constructor(stored: readonly CustomerRecord[], tools: MergerTools) {
    this.#tools = tools;
    for (const record of stored) this.#records.set(record.id, record);
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
   * Applies one event.
   * @param answer the customer fetched from the Admin API, if any
   * @returns the customer's id; null when the event names none
   */
  apply({ shopId, seenAt, normalizedEvent }: CustomerObservation, answer: FetchedCustomer | undefined): string | null {
    const { customer, customerId, tagChange, purchases, bought } = normalizedEvent;
    const existing = this.#find(shopId, customerId, customer);
    if (!existing && (!customer || normalizedEvent.deleted)) return null;
    const stored = existing ?? this.#blank(shopId, customer?.shopifyId ?? null);
    if (stored.erasedAt) return stored.id;
    let record = { ...stored, shopifyId: stored.shopifyId ?? customer?.shopifyId ?? null };
    if (customer)
      record = mergeObserved(record, {
        ...customer,
        updatedAt: customer.updatedAt ?? (hasOnlyIds(customer) ? null : seenAt),
      });
    // A given birthday always replaces the stored one: Shopify's webhooks carry none, so it was set on purpose.
    if (customer?.birthday) record.birthday = customer.birthday;
    const fetched = answer && !stored.checkedAt ? answer : undefined;
    if (fetched) record = this.#withAnswer(record, fetched);
    if (tagChange) record.tags = applyTagChange(record.tags, tagChange);
    if (purchases) record = withPurchases(record, purchases, seenAt);
    if (bought) record = withOrder(record, bought, seenAt);
    record.phoneHash = record.phone ? this.#tools.hashPhone(record.phone) : null;
    this.#records.set(record.id, record);
    const consent = normalizedEvent.consent ? withTime(normalizedEvent.consent, seenAt) : fetched?.consent;
    if (consent) this.#takeConsent(record, consent);
    const emailConsent = normalizedEvent.emailConsent
      ? withTime(normalizedEvent.emailConsent, seenAt)
      : fetched?.emailConsent;
    if (
      emailConsent &&
      replacesStored(emailConsent, { state: record.emailConsent, updatedAt: record.emailConsentAt })
    ) {
      record.emailConsent = emailConsent.state;
      record.emailConsentAt = emailConsent.updatedAt ?? this.#tools.now.toString();
    }
    return record.id;
  }

  #withAnswer(record: CustomerRecord, { customer, purchases }: FetchedCustomer): CustomerRecord {
    const now = this.#tools.now.toString();
    const person = mergeObserved(record, customer);
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

  #takeConsent(record: CustomerRecord, observed: ObservedConsent): void {
    if (!replacesStored(observed, { state: record.smsConsent, updatedAt: record.consentUpdatedAt })) return;
    const occurredAt = observed.updatedAt ?? this.#tools.now.toString();
    const previous = record.smsConsent;
    record.smsConsent = observed.state;
    record.consentUpdatedAt = occurredAt;
    if (previous !== observed.state) this.consents.push({ customer: record, previous, seen: observed, occurredAt });
  }
}

const withTime = (observed: ObservedConsent, seenAt: string): ObservedConsent => ({
  ...observed,
  updatedAt: observed.updatedAt ?? seenAt,
});

/**
 * Whether an observed consent replaces the stored one: the newer wins, and at the same instant the opt-out. A pending
 * double opt-in never replaces a subscription.
 */
function replacesStored(observed: ObservedConsent, stored: { state: ConsentState; updatedAt: string | null }): boolean {
  if (observed.state === "pending" && stored.state === "subscribed") return false;
  const atOnce =
    observed.updatedAt !== null &&
    stored.updatedAt !== null &&
    Temporal.Instant.compare(observed.updatedAt, stored.updatedAt) === 0;
  return replacesConsent(stored, observed) || (atOnce && observed.state === "unsubscribed");
}

/** An event with only an id does not make the stored data newer. */
const hasOnlyIds = ({ phone, email, firstName, lastName, countryCode }: ObservedCustomer): boolean =>
  (phone ?? email ?? firstName ?? lastName ?? countryCode) === null;

function mergeObserved(record: CustomerRecord, observed: ObservedCustomer): CustomerRecord {
  const isNewer =
    !record.sourceUpdatedAt ||
    (observed.updatedAt !== null && Temporal.Instant.compare(observed.updatedAt, record.sourceUpdatedAt) >= 0);
  const mergedFields = mergeCustomer(record, observed);
  return {
    ...record,
    ...mergedFields,
    state: mergedFields.state ?? null,
    tags: observed.tags && (isNewer || record.tags.length === 0) ? [...observed.tags] : record.tags,
    since: record.since ?? observed.since ?? null,
  };
}

function applyTagChange(
  stored: readonly string[],
  { added, removed }: { added: readonly string[]; removed: readonly string[] },
): string[] {
  const removedTags = new Set(removed.map((tag) => tag.toLowerCase()));
  const kept = stored.filter((tag) => !removedTags.has(tag.toLowerCase()));
  const keptTags = new Set(kept.map((tag) => tag.toLowerCase()));
  return [...kept, ...added.filter((tag) => !keptTags.has(tag.toLowerCase()))];
}

function withPurchases(record: CustomerRecord, purchases: ObservedPurchases, askedAt: string): CustomerRecord {
  const at = purchases.updatedAt ?? askedAt;
  const lastOrderAt = later(record.lastOrderAt, purchases.lastOrderAt);
  if (record.metricsAt && Temporal.Instant.compare(at, record.metricsAt) < 0) return { ...record, lastOrderAt };
  return {
    ...record,
    ordersCount: purchases.ordersCount,
    totalSpent: purchases.totalSpent,
    currency: purchases.currency ?? record.currency,
    lastOrderAt,
    metricsAt: at,
  };
}

/** Adds an order that Shopify's last count cannot include yet. Without a count from Shopify, none is started. */
function withOrder(
  record: CustomerRecord,
  { total, currency }: { total: string; currency: string | null },
  at: string,
): CustomerRecord {
  const lastOrderAt = later(record.lastOrderAt, at);
  const counted = record.metricsAt !== null && Temporal.Instant.compare(at, record.metricsAt) <= 0;
  if (record.ordersCount === null || counted) return { ...record, lastOrderAt };
  const isSameCurrency = record.currency === null || currency === null || record.currency === currency;
  return {
    ...record,
    lastOrderAt,
    ordersCount: record.ordersCount + 1,
    totalSpent: isSameCurrency ? addMoney([record.totalSpent ?? "0", total]) : record.totalSpent,
    currency: record.currency ?? currency,
  };
}

const later = (a: string | null, b: string | null): string | null =>
  !a ? b : !b ? a : Temporal.Instant.compare(a, b) >= 0 ? a : b;
