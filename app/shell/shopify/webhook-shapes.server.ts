import type { ShopbellChangedCustomersQuery, ShopbellOrderQuery } from "./documents/documents.ts";

// Parts that an order, a checkout and a customer share, as webhooks tell them.

type Order = NonNullable<ShopbellOrderQuery["order"]>;
export type AdminPerson = NonNullable<Order["customer"]>;
type Place = Order["shippingAddress"];
type Consents = Pick<
  ShopbellChangedCustomersQuery["customers"]["nodes"][number],
  "defaultEmailAddress" | "defaultPhoneNumber"
>;

export const idIn = (id: string | null | undefined): string | null => /(\d+)/.exec(id ?? "")?.[1] ?? null;

export const toAddress = (place: Place) =>
  place && {
    first_name: place.firstName,
    last_name: place.lastName,
    phone: place.phone,
    country_code: place.countryCodeV2,
    province_code: place.provinceCode,
  };

export const toCustomerBody = (found: AdminPerson) => ({
  id: idIn(found.id),
  admin_graphql_api_id: found.id,
  email: found.defaultEmailAddress?.emailAddress ?? null,
  phone: found.defaultPhoneNumber?.phoneNumber ?? null,
  first_name: found.firstName,
  last_name: found.lastName,
  state: found.state.toLowerCase(),
  created_at: found.createdAt,
  updated_at: found.updatedAt,
  default_address: toAddress(found.defaultAddress),
});

/** The body of the webhook about a customer's consent to texts; null without a stated one. */
export function toSmsConsentBody(customerId: string, { defaultPhoneNumber: phone }: Consents) {
  const consent = phone?.smsMarketingConsent;
  return consent?.updatedAt
    ? {
        id: customerId,
        phone: phone?.phoneNumber ?? null,
        sms_marketing_consent: {
          state: consent.state.toLowerCase(),
          opt_in_level: consent.optInLevel?.toLowerCase() ?? null,
          consent_updated_at: consent.updatedAt,
          consent_collected_from: consent.collectedFrom,
        },
      }
    : null;
}

/** Shopify's words for the status of an order's fulfillment, in webhooks. */
const FULFILLMENT_STATUSES: Readonly<Record<string, string | null>> = {
  FULFILLED: "fulfilled",
  PARTIALLY_FULFILLED: "partial",
  RESTOCKED: "restocked",
};
export const toFulfillmentStatus = (status: string | null): string | null => FULFILLMENT_STATUSES[status ?? ""] ?? null;
