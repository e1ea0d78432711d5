import type { ChangedPage, ChangedResource } from "#core/intake/reconciliation/changes.ts";
import type { Discount } from "#core/engine/effects.ts";
import type { OutwardFailure, OutwardResult } from "#core/sending/outward-failure.ts";
import type { ConsentState } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";

/** Customer data that webhooks lack. Times are ISO instants. */
export interface AdminCustomer {
  phone: string | null;
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  countryCode: string | null;
  provinceCode: string | null;
  locale: string | null;
  tags: string[];
  smsConsent: ConsentState;
  consentUpdatedAt: string | null;
  optInLevel: string | null;
  emailConsent: ConsentState;
  emailConsentUpdatedAt: string | null;
  numberOfOrders: number | null;
  /** Decimal amount in the currency's main unit. */
  amountSpent: { amount: string; currencyCode: string } | null;
  lastOrder: { createdAt: string } | null;
  createdAt: string | null;
  /** As the merchant entered it, such as "1990-03-14". */
  birthDate: string | null;
  /** "enabled", "disabled", "invited" or "declined". */
  state: string | null;
}

export interface AdminShop {
  name: string;
  timezone: string;
  countryCode: string | null;
  currency: string;
  /** Host of the storefront, such as "juniper.example". */
  storefrontHost: string | null;
}

/** The business behind a shop, as its owner told Shopify. */
export interface AdminBusiness {
  name: string;
  /** The storefront's address. */
  website: string | null;
  email: string | null;
  street: string | null;
  city: string | null;
  region: string | null;
  postalCode: string | null;
  country: string | null;
}

/** A segment of Shopify: its number, as text. */
interface AdminSegment {
  id: string;
  name: string;
}

/** Derive the code from the step's id, so that a retry finds its own discount. */
export interface NewDiscount extends Discount {
  /** Title for the merchant; code and title together identify our discount. */
  title: string;
  /** Maximum number of uses. */
  usageLimit: number;
  /** Shopify's id of the customer, if the code is for one customer. */
  customerId?: string | null;
  /** Currency of the amounts, if known; refused if the store's currency differs. */
  currency?: string | null;
}

interface NewPurchase {
  name: string;
  /** Decimal amount in the currency's main unit. */
  price: string;
  currency: string;
  /** Shopify redirects the merchant here after the decision. */
  returnUrl: string;
  /** Create a test charge. */
  test: boolean;
}

interface ChangesSpan {
  since: Instant;
  until: Instant;
  /** The cursor of an earlier page; null for the first. */
  after: string | null;
}

/** Admin API operations of the app. Customer ids are Shopify's numeric ids, as text. */
export interface AdminApi {
  /** Null if the shop has no session, or if the API does not respond; callers continue without the data. */
  shop(domain: string): Promise<AdminShop | null>;
  business(domain: string): Promise<AdminBusiness | null>;
  customer(domain: string, shopifyId: string): Promise<AdminCustomer | null>;
  /** An order in the shape of its webhook body; `order` is null for one that the shop does not have. */
  order(domain: string, orderId: string): Promise<{ order: Record<string, unknown> | null } | null>;
  /** The same of an abandoned checkout, by its global id. */
  checkout(domain: string, id: string): Promise<{ checkout: Record<string, unknown> | null } | null>;
  /** One page of what was updated from `since` to `until`. */
  changes<R extends ChangedResource>(
    domain: string,
    resource: R,
    span: ChangesSpan,
  ): Promise<{ kind: "answered"; page: ChangedPage<R> } | OutwardFailure>;

  /** The shop's segments, the first 250 by name. */
  segments(domain: string): Promise<{ kind: "answered"; segments: AdminSegment[] } | OutwardFailure>;
  /** Shopify's numbers of all members of a segment, as they were at one moment. `gone`: the shop has no such segment. */
  segmentMembers(
    domain: string,
    segmentId: string,
  ): Promise<{ kind: "answered"; customerIds: string[] } | { kind: "gone" } | OutwardFailure>;

  /** Idempotent: adding an existing tag or removing a missing one succeeds. */
  addTags(domain: string, shopifyId: string, tags: readonly string[]): Promise<OutwardResult>;
  removeTags(domain: string, shopifyId: string, tags: readonly string[]): Promise<OutwardResult>;
  updateCustomer(
    domain: string,
    shopifyId: string,
    fields: { firstName?: string; lastName?: string; note?: string },
  ): Promise<OutwardResult>;
  /**
   * Sets a customer metafield in the namespace "shopbell".
   * @param metafield.type Shopify's type, such as "single_line_text_field"
   */
  setMetafield(
    domain: string,
    shopifyId: string,
    metafield: { key: string; type: string; value: string },
  ): Promise<OutwardResult>;
  writeSmsConsent(
    domain: string,
    shopifyId: string,
    consent: {
      state: Exclude<ConsentState, "not_subscribed">;
      optInLevel: "single_opt_in" | "confirmed_opt_in" | "unknown";
      updatedAt: string;
    },
  ): Promise<OutwardResult>;
  /**
   * A code that already exists with the same title counts as done: an earlier attempt succeeded, but its response was
   * lost.
   */
  createDiscount(domain: string, discount: NewDiscount): Promise<OutwardResult>;
  /**
   * Creates a pending one-time charge. A retry creates another one; an unconfirmed charge expires.
   * @returns the charge's GID, and Shopify's confirmation URL
   */
  createPurchase(
    domain: string,
    purchase: NewPurchase,
  ): Promise<{ kind: "done"; output: { shopifyId: string; confirmationUrl: string } } | OutwardFailure>;
  /** Triggers Shopify Flow workflows. Flow does not deduplicate, so include an event id in the payload. */
  emitFlowTrigger(domain: string, handle: string, payload: Readonly<Record<string, unknown>>): Promise<OutwardResult>;
}
