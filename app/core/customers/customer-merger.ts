import type { NormalizedEvent, ObservedConsent, ObservedCustomer, ObservedPurchases } from "../intake/define.ts";
import { addMoney } from "../intake/money.ts";
import { Temporal, type Instant } from "../time/time.ts";
import type { Channel } from "../statuses.ts";
import type { StatedConsent } from "../consent/subscriber.ts";
import { defaultAddressOf, isOwn, mergeAddresses, type AddressOrigin, type ObservedAddress } from "./addresses.ts";
import { blankRecord, type CustomerRecord, type KnownCustomer, mergeCustomer } from "./record.ts";

/** A customer as one event shows it. `seenAt` is the event's ISO instant, used when the data have no own time. */
export interface CustomerObservation {
  eventId: string;
  shopId: string;
  seenAt: string;
  /** In a replay: the id of the customer that live intake found. */
  foundId?: string | null;
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

/** A consent that an event states for an address of a customer, in the order of the events. */
export interface ConsentStatement {
  shopId: string;
  customerId: string;
  channel: Channel;
  /** E.164 number, or e-mail address in lower case. */
  address: string;
  consent: StatedConsent;
}

export interface MergerTools {
  now: Instant;
  newId(): string;
}

/** Merges the customers of one batch, event by event. */
export class CustomerMerger {
  readonly statements: ConsentStatement[] = [];
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
  apply(
    { shopId, seenAt, foundId, normalizedEvent }: CustomerObservation,
    answer: FetchedCustomer | undefined,
  ): string | null {
    const { customer, customerId, tagChange, purchases, bought } = normalizedEvent;
    const existing = foundId ? this.#records.get(foundId) : this.#find(shopId, customerId, customer);
    if (!existing && (!customer || normalizedEvent.deleted)) return null;
    const stored = existing ?? this.#blank(shopId, customer?.shopifyId ?? null);
    if (stored.erasedAt) return stored.id;
    let record = { ...stored, shopifyId: stored.shopifyId ?? customer?.shopifyId ?? null };
    if (customer) {
      const updatedAt = customer.updatedAt ?? (hasOnlyIds(customer) ? null : seenAt);
      // A guest's checkout fills the gaps of the account that has its address, and renames no account.
      const isGuestOfAccount = stored.shopifyId !== null && customer.shopifyId === null && customerId === null;
      record = mergeObserved(record, { ...customer, updatedAt }, isGuestOfAccount);
    }
    // A given birthday always replaces the stored one: Shopify's webhooks carry none, so it was set on purpose.
    if (customer?.birthday) record.birthday = customer.birthday;
    const fetched = answer && !stored.checkedAt ? answer : undefined;
    if (fetched) record = this.#withAnswer(record, fetched);
    if (tagChange) record.tags = applyTagChange(record.tags, tagChange);
    if (purchases) record = withPurchases(record, purchases, seenAt);
    if (bought) record = withOrder(record, bought, seenAt);
    this.#records.set(record.id, record);
    this.#state(record, "sms", normalizedEvent.consent ? withTime(normalizedEvent.consent, seenAt) : fetched?.consent);
    this.#state(
      record,
      "email",
      normalizedEvent.emailConsent ? withTime(normalizedEvent.emailConsent, seenAt) : fetched?.emailConsent,
    );
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
    const { shopifyId } = customer;
    const byId = shopifyId ? ofShop.find((record) => record.shopifyId === shopifyId) : undefined;
    if (byId) return byId;
    // An account takes over a guest with its address; a guest is the account, or the guest, that has the address.
    const candidates = ofShop
      .filter((record) => !shopifyId || record.shopifyId === null)
      .sort((a, b) => Number(a.shopifyId === null) - Number(b.shopifyId === null) || (a.id < b.id ? -1 : 1));
    const observed = addressesOf(customer).filter(isOwn);
    for (const { channel, address } of observed) {
      const found =
        candidates.find((record) => defaultAddressOf(record.addresses, channel) === address) ??
        candidates.find((record) => hasCurrent(record, channel, address));
      if (found) return found;
    }
    return undefined;
  }

  #blank(shopId: string, shopifyId: string | null): CustomerRecord {
    const id = this.#tools.newId();
    this.#fresh.add(id);
    return blankRecord(id, shopId, shopifyId);
  }

  /** Notes a stated consent for its own address, or for the customer's when it names none. */
  #state(record: CustomerRecord, channel: Channel, observed: ObservedConsent | undefined): void {
    if (!observed) return;
    const { address: stated, ...consent } = observed;
    const address = stated ?? (channel === "sms" ? record.phone : (record.email?.toLowerCase() ?? null));
    if (address) this.statements.push({ shopId: record.shopId, customerId: record.id, channel, address, consent });
  }
}

const hasCurrent = (record: CustomerRecord, channel: Channel, address: string): boolean =>
  record.addresses.some(
    (each) => each.channel === channel && each.address === address && isOwn(each) && each.formerSince === null,
  );

/** The addresses that an event names, numbers first. */
export const addressesOf = ({ numbers, phone, email, shopifyId }: ObservedCustomer): ObservedAddress[] => {
  const origin: AddressOrigin = shopifyId ? "customer" : "order";
  return [
    ...(numbers ?? (phone ? [{ phone, origin }] : [])).map((number) => ({
      channel: "sms" as const,
      address: number.phone,
      origin: number.origin,
    })),
    ...(email ? [{ channel: "email" as const, address: email.toLowerCase(), origin }] : []),
  ];
};

const withTime = (observed: ObservedConsent, seenAt: string): ObservedConsent => ({
  ...observed,
  updatedAt: observed.updatedAt ?? seenAt,
});

/** The time of data without a time: they fill gaps and replace nothing. */
const BEFORE_ALL = Temporal.Instant.fromEpochMilliseconds(0).toString();

/** An event with only an id does not make the stored data newer. */
const hasOnlyIds = ({ phone, email, firstName, lastName, countryCode }: ObservedCustomer): boolean =>
  (phone ?? email ?? firstName ?? lastName ?? countryCode) === null;

/** The stored fields, however old; the event's where they are empty. */
const withGapsFilled = (record: CustomerRecord, observed: ObservedCustomer): KnownCustomer => ({
  ...mergeCustomer(
    { ...record, sourceUpdatedAt: record.sourceUpdatedAt ?? BEFORE_ALL },
    { ...observed, updatedAt: null },
  ),
  sourceUpdatedAt: record.sourceUpdatedAt,
});

/** @param fillsGaps the event's values only fill empty fields; its addresses are added as those of any event */
function mergeObserved(record: CustomerRecord, observed: ObservedCustomer, fillsGaps = false): CustomerRecord {
  const isNewer =
    !fillsGaps &&
    (!record.sourceUpdatedAt ||
      (observed.updatedAt !== null && Temporal.Instant.compare(observed.updatedAt, record.sourceUpdatedAt) >= 0));
  const mergedFields = fillsGaps ? withGapsFilled(record, observed) : mergeCustomer(record, observed);
  const addresses = mergeAddresses(record.addresses, addressesOf(observed), observed.updatedAt ?? BEFORE_ALL);
  return {
    ...record,
    ...mergedFields,
    addresses,
    phone: defaultAddressOf(addresses, "sms"),
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
