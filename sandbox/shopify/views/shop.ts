import type { Shop } from "../../store/state.ts";
import { gid } from "./gid.ts";

export function shopView(shop: Shop) {
  const address = { ...shop.address, id: gid("ShopAddress", shop.id), countryCodeV2: shop.address.countryCode };
  return {
    id: gid("Shop", shop.id),
    name: shop.name,
    email: shop.email,
    contactEmail: shop.email,
    myshopifyDomain: shop.domain,
    ianaTimezone: shop.timezone,
    currencyCode: shop.currency,
    billingAddress: address,
    shopAddress: address,
    url: `https://${shop.domain}`,
    createdAt: shop.createdAt,
    marketingSmsConsentEnabledAtCheckout: true,
    transactionalSmsDisabled: false,
    // A store of the sandbox pays, so that its charges are approved as a real one's.
    plan: { partnerDevelopment: false },
  };
}
