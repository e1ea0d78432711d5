import { hostOf } from "#core/sending/links.ts";
import { readConsentState } from "#core/intake/topics/consent.ts";
import type { AdminBusiness, AdminCustomer, AdminShop } from "../admin-api.server.ts";
import type {
  ShopbellBusinessQuery,
  ShopbellCustomerQuery,
  ShopbellDevelopmentQuery,
  ShopbellShopQuery,
} from "../documents/documents.ts";

export const readShop = ({ shop }: ShopbellShopQuery): AdminShop => ({
  name: shop.name,
  timezone: shop.ianaTimezone,
  currency: shop.currencyCode,
  countryCode: shop.shopAddress.countryCodeV2,
  storefrontHost: hostOf(shop.url),
});

/** Whether the shop is a development store, whose charges are tests. */
export const readDevelopment = ({ shop }: ShopbellDevelopmentQuery): boolean => shop.plan.partnerDevelopment;

export const readBusiness = ({
  shop: { name, url, contactEmail, shopAddress: address },
}: ShopbellBusinessQuery): AdminBusiness => ({
  name,
  website: url,
  email: contactEmail,
  street: address.address1,
  city: address.city,
  region: address.provinceCode,
  postalCode: address.zip,
  country: address.countryCodeV2,
});

/** A customer with the details that webhooks lack, and the consents. */
export function readCustomer({
  defaultPhoneNumber: phone,
  defaultEmailAddress: email,
  defaultAddress: address,
  ...rest
}: NonNullable<ShopbellCustomerQuery["customer"]>): AdminCustomer {
  const consent = phone?.smsMarketingConsent;
  return {
    phone: phone?.phoneNumber ?? null,
    email: email?.emailAddress ?? null,
    firstName: rest.firstName,
    lastName: rest.lastName,
    countryCode: address?.countryCodeV2 ?? null,
    provinceCode: address?.provinceCode ?? null,
    locale: rest.locale,
    tags: [...rest.tags],
    smsConsent: readConsentState(consent?.state) ?? "not_subscribed",
    consentUpdatedAt: consent?.updatedAt ?? null,
    optInLevel: consent?.optInLevel?.toLowerCase() ?? null,
    emailConsent: readConsentState(email?.marketingState) ?? "not_subscribed",
    emailConsentUpdatedAt: email?.marketingUpdatedAt ?? null,
    // Shopify's UnsignedInt64 is text.
    numberOfOrders: Number(rest.numberOfOrders),
    amountSpent: rest.amountSpent,
    lastOrder: rest.lastOrder,
    createdAt: rest.createdAt,
    birthDate: rest.birthDate?.value ?? null,
    state: rest.state.toLowerCase(),
  };
}
