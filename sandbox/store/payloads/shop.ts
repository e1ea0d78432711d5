import type { Json } from "../../webhooks/json.ts";
import type { Shop } from "../state.ts";
import { at } from "./written.ts";

/** `app/uninstalled`: the shop. */
export function shopBody(shop: Shop): Json {
  const { address } = shop;
  return {
    id: BigInt(shop.id),
    name: shop.name,
    email: shop.email,
    domain: shop.domain,
    province: address.province,
    country: address.countryCode,
    address1: address.address1,
    zip: address.zip,
    city: address.city,
    phone: null,
    primary_locale: "en",
    address2: null,
    created_at: at(shop, shop.createdAt),
    updated_at: at(shop, shop.createdAt),
    country_code: address.countryCode,
    country_name: address.country,
    currency: shop.currency,
    customer_email: shop.email,
    iana_timezone: shop.timezone,
    shop_owner: "Rosa Larkspur",
    money_format: "${{amount}}",
    province_code: address.provinceCode,
    plan_display_name: "Basic",
    plan_name: "basic",
    myshopify_domain: shop.domain,
    has_storefront: true,
    marketing_sms_consent_enabled_at_checkout: true,
    transactional_sms_disabled: false,
  };
}
