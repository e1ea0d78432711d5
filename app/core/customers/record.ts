import type { KnownCustomer } from "../intake/merge-customer.ts";
import type { ConsentState } from "../statuses.ts";
import type { CustomerFacts } from "./facts.ts";

/** A customer's database row; times are ISO instants. */
export interface CustomerRecord extends KnownCustomer {
  id: string;
  shopId: string;
  shopifyId: string | null;
  phoneHash: string | null;
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
  smsConsent: ConsentState;
  consentUpdatedAt: string | null;
  emailConsent: ConsentState;
  emailConsentAt: string | null;
  checkedAt: string | null;
  erasedAt: string | null;
}

const emptyFields = {
  phone: null,
  phoneHash: null,
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
  consentUpdatedAt: null,
  emailConsent: "not_subscribed",
  emailConsentAt: null,
  checkedAt: null,
  sourceUpdatedAt: null,
  erasedAt: null,
} as const;

/** A new customer without data. */
export const blankRecord = (id: string, shopId: string, shopifyId: string | null): CustomerRecord => ({
  id,
  shopId,
  shopifyId,
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
