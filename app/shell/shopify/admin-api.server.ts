import type { Discount } from "#core/engine/effects.ts";
import type { OutwardFailure, OutwardResult } from "#core/sending/outward-failure.ts";
import type { ConsentState } from "#core/statuses.ts";

/** What the Admin API knows of a customer that webhooks do not carry. Times are ISO instants. */
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
  /** In the currency's main unit, as decimal text. */
  amountSpent: { amount: string; currencyCode: string } | null;
  lastOrder: { createdAt: string } | null;
  createdAt: string | null;
  /** As the merchant wrote it, such as "1990-03-14". */
  birthDate: string | null;
  /** "enabled", "disabled", "invited" or "declined". */
  state: string | null;
}

export interface AdminShop {
  name: string;
  timezone: string;
  countryCode: string | null;
  currency: string;
  /** Where its pages are, such as "juniper.example". */
  storefrontHost: string | null;
}

/** The code is best made of the step's id, so that a repetition finds its own. */
export interface NewDiscount extends Discount {
  /** What the merchant sees; with the code it tells our own discount from another's. */
  title: string;
  /** How often it may be used in all. */
  usageLimit: number;
  /** Shopify's id of the only customer it is for. */
  customerId?: string | null;
  /** What the amounts were meant in, where that is known: another currency than the store's is refused. */
  currency?: string | null;
}

interface NewPurchase {
  name: string;
  /** In the currency's main unit, as decimal text. */
  price: string;
  currency: string;
  /** Where Shopify leads the merchant after the decision. */
  returnUrl: string;
  /** A charge that costs nothing. */
  test: boolean;
}

/** The store's Admin API, as far as the app uses it. Ids of customers are Shopify's numeric ones, as text. */
export interface AdminApi {
  /** Null when the shop granted us no session, or the API does not answer: the caller goes on without. */
  shop(domain: string): Promise<AdminShop | null>;
  customer(domain: string, shopifyId: string): Promise<AdminCustomer | null>;

  /** Adding what is there, or removing what is not, is done too. */
  addTags(domain: string, shopifyId: string, tags: readonly string[]): Promise<OutwardResult>;
  removeTags(domain: string, shopifyId: string, tags: readonly string[]): Promise<OutwardResult>;
  updateCustomer(
    domain: string,
    shopifyId: string,
    fields: { firstName?: string; lastName?: string; note?: string },
  ): Promise<OutwardResult>;
  /**
   * A metafield of the customer in the namespace "shopbell".
   * @param type Shopify's, such as "single_line_text_field"
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
  /** A code that exists already under the same title counts as done: the answer to an earlier try was lost. */
  createDiscount(domain: string, discount: NewDiscount): Promise<OutwardResult>;
  /**
   * A charge that waits for the merchant. Repeated, it makes a second one, which lapses if nobody agrees to it.
   * @returns Shopify's global id of it, and the address where the merchant decides
   */
  createPurchase(
    domain: string,
    purchase: NewPurchase,
  ): Promise<{ kind: "done"; output: { shopifyId: string; confirmationUrl: string } } | OutwardFailure>;
  /**
   * Tells the merchant's workflows in Shopify Flow. Flow does not tell repetitions apart: let the payload name the
   * event.
   */
  emitFlowTrigger(domain: string, handle: string, payload: Readonly<Record<string, unknown>>): Promise<OutwardResult>;
}
