import type { ConsentState } from "#core/statuses.ts";

/** What the Admin API knows of a customer that webhooks do not carry. */
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
}

export interface AdminShop {
  name: string;
  timezone: string;
  countryCode: string | null;
  currency: string;
}

/** The store's Admin API, as far as the app asks it. */
export interface AdminApi {
  /** Null when the shop granted us no session, or the API does not answer: the caller goes on without. */
  shop(domain: string): Promise<AdminShop | null>;
  /** @param shopifyId the customer's numeric id, as text */
  customer(domain: string, shopifyId: string): Promise<AdminCustomer | null>;
}
