import type { Facts, ObservedCustomer } from "../intake/define.ts";
import type { ConsentState } from "../statuses.ts";
import { Temporal } from "../time/time.ts";
import type { CustomerAddress } from "./addresses.ts";

/** A customer's database row; times are ISO instants. */
export interface CustomerRecord extends KnownCustomer {
  id: string;
  shopId: string;
  shopifyId: string | null;
  /** The number that texts go to by default, E.164. */
  phone: string | null;
  /** Every address on file, current or former. */
  addresses: readonly CustomerAddress[];
  tags: string[];
  state: string | null;
  ordersCount: number | null;
  /** Decimal text. */
  totalSpent: string | null;
  currency: string | null;
  lastOrderAt: string | null;
  metricsAt: string | null;
  fields: Record<string, unknown>;
  since: string | null;
  /** "MM-DD". */
  birthday: string | null;
  /** Consent of the number that marketing goes to; belongs to the number and is not stored with the customer. */
  smsConsent: ConsentState;
  /** Consent of the e-mail address. */
  emailConsent: ConsentState;
  checkedAt: string | null;
  erasedAt: string | null;
}

const emptyFields = {
  phone: null,
  email: null,
  firstName: null,
  lastName: null,
  countryCode: null,
  provinceCode: null,
  locale: null,
  state: null,
  ordersCount: null,
  totalSpent: null,
  currency: null,
  lastOrderAt: null,
  metricsAt: null,
  since: null,
  birthday: null,
  smsConsent: "not_subscribed",
  emailConsent: "not_subscribed",
  checkedAt: null,
  sourceUpdatedAt: null,
  erasedAt: null,
} as const;

/** A new customer without data. */
export const blankRecord = (id: string, shopId: string, shopifyId: string | null): CustomerRecord => ({
  id,
  shopId,
  shopifyId,
  addresses: [],
  tags: [],
  fields: {},
  ...emptyFields,
});

/** @param segments names of the customer's segments */
export const factsOf = (record: Omit<CustomerFacts, "segments">, segments: readonly string[]): CustomerFacts => {
  const {
    id,
    firstName,
    lastName,
    email,
    phone,
    countryCode,
    provinceCode,
    locale,
    tags,
    ordersCount,
    totalSpent,
    currency,
    lastOrderAt,
    since,
    state,
    smsConsent,
    fields,
  } = record;
  return {
    id,
    firstName,
    lastName,
    email,
    phone,
    countryCode,
    provinceCode,
    locale,
    tags,
    segments,
    ordersCount,
    totalSpent,
    currency,
    lastOrderAt,
    since,
    state,
    smsConsent,
    fields,
  };
};

type CustomerFields = Omit<ObservedCustomer, "shopifyId" | "updatedAt" | "birthday" | "phone" | "numbers">;

/** A stored customer. */
export interface KnownCustomer extends CustomerFields {
  sourceUpdatedAt: string | null;
}

const customerFields = [
  "email",
  "firstName",
  "lastName",
  "countryCode",
  "provinceCode",
  "locale",
  "tags",
  "state",
  "since",
] as const satisfies readonly (keyof CustomerFields)[];

/**
 * Merges an event's customer into the stored one, field by field: the newer value wins, and a missing value overwrites
 * nothing. Webhooks arrive in any order, so an older event only fills empty fields.
 */
export function mergeCustomer(known: KnownCustomer, observed: ObservedCustomer): KnownCustomer {
  const newer = isNewer(observed.updatedAt, known.sourceUpdatedAt);
  const merged = Object.fromEntries(
    customerFields.map((field) => [
      field,
      newer ? (observed[field] ?? known[field]) : (known[field] ?? observed[field]),
    ]),
  ) as unknown as CustomerFields;
  return { ...merged, sourceUpdatedAt: newer ? (observed.updatedAt ?? known.sourceUpdatedAt) : known.sourceUpdatedAt };
}

const isNewer = (observed: string | null, known: string | null): boolean =>
  !known || (observed !== null && Temporal.Instant.compare(observed, known) >= 0);

/** A customer as conditions, templates and guards see it. */
export interface CustomerFacts {
  /** The app's id. */
  id: string;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  /** E.164. */
  phone: string | null;
  countryCode: string | null;
  provinceCode: string | null;
  locale: string | null;
  tags: readonly string[];
  /** Names of the customer's segments. */
  segments: readonly string[];
  ordersCount: number | null;
  /** Decimal text. */
  totalSpent: string | null;
  currency: string | null;
  /** ISO instants. */
  lastOrderAt: string | null;
  since: string | null;
  state: string | null;
  smsConsent: ConsentState;
  fields: Readonly<Record<string, unknown>>;
}

/**
 * The values that conditions and templates read: the event's facts, the outputs of earlier steps, the current customer
 * and the shop.
 */
export const customerValuesOf = (
  facts: Facts,
  outputs: Facts,
  customer: CustomerFacts | null,
  shop: { name: string; url: string },
): Record<string, unknown> => ({
  ...facts,
  ...outputs,
  customer: customer && {
    first_name: customer.firstName,
    last_name: customer.lastName,
    email: customer.email,
    phone: customer.phone,
    country: customer.countryCode,
    province: customer.provinceCode,
    locale: customer.locale,
    tags: customer.tags,
    segments: customer.segments,
    orders_count: customer.ordersCount,
    total_spent: customer.totalSpent,
    currency: customer.currency,
    last_order_at: customer.lastOrderAt,
    since: customer.since,
    state: customer.state,
    sms_consent: customer.smsConsent === "subscribed",
    fields: customer.fields,
  },
  shop: { name: shop.name, url: shop.url },
});
