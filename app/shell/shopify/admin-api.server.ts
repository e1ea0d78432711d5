import type { ImportResource } from "#core/intake/import/resources.ts";
import type { ChangedPage, ChangedResource } from "#core/intake/reconciliation/changes.ts";
import type { CatalogResource, FoundCatalogItem } from "#core/automations/fields.ts";
import type { ShownProduct } from "#core/intake/viewed-product.ts";
import type { Discount } from "#core/engine/effects.ts";
import type { OutwardFailure, OutwardResult } from "#core/sending/outward-failure.ts";
import type { ConsentState, PurchaseStatus, SubscriptionStatus } from "#core/statuses.ts";
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
  /** A customer may use one of the discount's codes only. */
  oncePerCustomer?: boolean;
  /** Currency of the amounts, if known; refused if the store's currency differs. */
  currency?: string | null;
}

export interface ExistingDiscount {
  /** "active", "expired" or "scheduled". */
  status: string;
  /** ISO instants; null if it has no end. */
  startsAt: string;
  endsAt: string | null;
}

/** A subscriber who becomes a customer of the store. */
export interface NewCustomer {
  /** E.164. */
  phone: string;
  firstName: string | null;
  lastName: string | null;
  optInLevel: "single_opt_in" | "confirmed_opt_in" | "unknown";
  /** When the consent was given: an ISO instant. */
  consentAt: string;
}

/** How a list of codes is going that was added to a discount; `failed` once it is done: Shopify's error of each code. */
interface DiscountCodesMade {
  done: boolean;
  failed: { code: string; error: string; detail: string }[];
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

interface NewSubscription {
  name: string;
  /** What usage is charged for, as the merchant reads it on Shopify's page. */
  terms: string;
  /** Decimal amount in the currency's main unit. */
  cappedAmount: string;
  currency: string;
  returnUrl: string;
  test: boolean;
}

/** A one-time purchase that the app has asked a shop for. */
export interface AdminPurchase {
  /** GID. */
  shopifyId: string;
  /** As the merchant read it on Shopify's page. */
  name: string;
  /** Decimal text, main unit. */
  price: string;
  currency: string;
  status: PurchaseStatus;
  createdAt: Instant;
}

/** A subscription as a list shows it. */
export interface ListedSubscription extends AdminSubscription {
  currency: string;
  test: boolean;
  createdAt: Instant;
}

/** A subscription of the app with one usage line. */
export interface AdminSubscription {
  shopifyId: string;
  lineItemId: string;
  status: SubscriptionStatus;
  /** Decimal text, main unit. */
  cappedAmount: string;
  balanceUsed: string;
  /** Null before the merchant's approval. */
  periodEnd: Instant | null;
}

interface ChangesSpan {
  since: Instant;
  until: Instant;
  /** The cursor of an earlier page; null for the first. */
  after: string | null;
}

/** A customer of the store with what webhooks lack, and when Shopify last changed the record. */
export interface ImportedCustomer {
  shopifyId: string;
  updatedAt: string;
  customer: AdminCustomer;
  /** The stated consent to texts, in the shape of its webhook; null without one. */
  smsConsent: Record<string, unknown> | null;
}

/** What a bulk operation reads; orders and checkouts in the shape of their webhooks. */
export interface ImportedObjects {
  customers: ImportedCustomer;
  orders: Record<string, unknown>;
  checkouts: Record<string, unknown>;
}

/** How a bulk operation is going. Shopify keeps a result for seven days; then the operation is gone. */
export type BulkOperation =
  | { state: "running"; total: number }
  /** Without an address it found nothing. */
  | { state: "completed"; total: number; url: string | null }
  | { state: "failed"; denied: boolean; partialUrl: string | null }
  | { state: "cancelled" }
  | { state: "gone" };

/** Bulk operations of the Admin API: Shopify runs a query over all of a store, and gives its result as a file. */
export interface BulkApi {
  /** Starts one. @param since only what was created since then; null for all */
  start(
    domain: string,
    resource: ImportResource,
    since: Instant | null,
  ): Promise<{ kind: "answered"; id: string; startedAt: Instant } | OutwardFailure>;
  find(domain: string, id: string): Promise<{ kind: "answered"; operation: BulkOperation } | OutwardFailure>;
  /**
   * Reads the result's objects one by one; null for one that cannot be read.
   * @param skip the number of objects that were read before
   * @throws BulkFileError
   */
  read<R extends ImportResource>(resource: R, url: string, skip: number): AsyncIterable<ImportedObjects[R] | null>;
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
  /** A product by its number; `product` is null for one that the shop does not have. */
  product(domain: string, productId: string): Promise<{ product: ShownProduct | null } | null>;
  /** One page of what was updated from `since` to `until`. */
  changes<R extends ChangedResource>(
    domain: string,
    resource: R,
    span: ChangesSpan,
  ): Promise<{ kind: "answered"; page: ChangedPage<R> } | OutwardFailure>;

  /** The scopes that the store has granted to the app. */
  grantedScopes(domain: string): Promise<{ kind: "answered"; scopes: readonly string[] } | OutwardFailure>;
  bulk: BulkApi;
  /** The shop's segments, the first 250 by name. */
  segments(domain: string): Promise<{ kind: "answered"; segments: AdminSegment[] } | OutwardFailure>;
  /** One of the shop's segments by its number; null when the shop has none of that number. */
  segment(
    domain: string,
    segmentId: string,
  ): Promise<{ kind: "answered"; segment: AdminSegment | null } | OutwardFailure>;
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
  /** The customer who has a number as the account's own; null when the store has none. */
  customerByPhone(
    domain: string,
    phone: string,
  ): Promise<{ kind: "answered"; found: { shopifyId: string; customer: AdminCustomer } | null } | OutwardFailure>;
  /** Creates a customer who agreed to texts. Shopify refuses a number that another customer has. */
  createCustomer(domain: string, customer: NewCustomer): Promise<{ kind: "done"; shopifyId: string } | OutwardFailure>;
  /**
   * A code that already exists with the same title counts as done: an earlier attempt succeeded, but its response was
   * lost.
   */
  createDiscount(domain: string, discount: NewDiscount): Promise<OutwardResult>;
  /** The discount with a code, in any case of its letters; null if the shop has none. */
  findDiscount(
    domain: string,
    code: string,
  ): Promise<{ kind: "answered"; discount: ExistingDiscount | null } | OutwardFailure>;
  /** Adds up to 250 codes to a discount; Shopify makes them later. @returns Shopify's id of the list */
  addDiscountCodes(
    domain: string,
    discountId: string,
    codes: readonly string[],
  ): Promise<{ kind: "answered"; creationId: string } | OutwardFailure>;
  /** `creation` is null for a list that Shopify does not have. */
  discountCodes(
    domain: string,
    creationId: string,
  ): Promise<{ kind: "answered"; creation: DiscountCodesMade | null } | OutwardFailure>;
  /** The discount that a code belongs to; null if the shop has no such code. */
  discountOfCode(
    domain: string,
    code: string,
  ): Promise<{ kind: "answered"; discountId: string | null } | OutwardFailure>;
  /** Products or collections whose words begin like the searched ones; null if the API does not respond. */
  searchCatalog(domain: string, resource: CatalogResource, search: string): Promise<FoundCatalogItem[] | null>;
  /**
   * Creates a pending one-time charge. A retry creates another one; an unconfirmed charge expires.
   * @returns the charge's GID, and Shopify's confirmation URL
   */
  createPurchase(
    domain: string,
    purchase: NewPurchase,
  ): Promise<{ kind: "done"; output: { shopifyId: string; confirmationUrl: string } } | OutwardFailure>;
  /** Whether the shop is a development store, which can approve test charges only; null if the API does not respond. */
  isDevelopmentStore(domain: string): Promise<boolean | null>;
  /** Creates a pending subscription with a capped usage line. A retry creates another one; an unconfirmed one expires. */
  createSubscription(
    domain: string,
    subscription: NewSubscription,
  ): Promise<
    { kind: "done"; output: { shopifyId: string; lineItemId: string; confirmationUrl: string } } | OutwardFailure
  >;
  /** Asks the merchant for another cap, which holds once they approve it. */
  changeCap(
    domain: string,
    cap: { lineItemId: string; cappedAmount: string; currency: string },
  ): Promise<{ kind: "done"; output: { confirmationUrl: string } } | OutwardFailure>;
  cancelSubscription(domain: string, shopifyId: string): Promise<OutwardResult>;
  /** `subscription` is null for one that the shop does not have. */
  subscription(
    domain: string,
    shopifyId: string,
  ): Promise<{ kind: "answered"; subscription: AdminSubscription | null } | OutwardFailure>;
  /** The app's newest subscriptions in a shop, those that have ended too; newest first. */
  subscriptions(domain: string): Promise<{ kind: "answered"; subscriptions: ListedSubscription[] } | OutwardFailure>;
  /** The one-time purchases created since an instant, in any status. */
  purchases(domain: string, since: Instant): Promise<{ kind: "answered"; purchases: AdminPurchase[] } | OutwardFailure>;
  /**
   * Sets metafields of the app's installation in the namespace "opt_in", which theme blocks read as `app.metafields`.
   * Shopify deletes them at an uninstall.
   */
  setAppMetafields(
    domain: string,
    metafields: readonly { key: string; type: "boolean" | "json"; value: string }[],
  ): Promise<OutwardResult>;
  /**
   * Runs the app's web pixel on the storefront, with these settings. A pixel that runs already gets the settings.
   */
  activatePixel(domain: string, settings: { endpoint: string }): Promise<OutwardResult>;
  /** Removes the app's web pixel from the storefront. Removing none succeeds. */
  removePixel(domain: string): Promise<OutwardResult>;
  /** Triggers Shopify Flow workflows. Flow does not deduplicate, so include an event id in the payload. */
  emitFlowTrigger(domain: string, handle: string, payload: Readonly<Record<string, unknown>>): Promise<OutwardResult>;
}
