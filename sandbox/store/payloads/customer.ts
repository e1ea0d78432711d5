import type { Json } from "../../webhooks/json.ts";
import type { Customer, Shop } from "../state.ts";
import { at, named } from "./written.ts";

export function mailingAddress(customer: Customer) {
  const { address } = customer;
  return {
    first_name: customer.firstName,
    address1: address.address1,
    phone: customer.phone,
    city: address.city,
    zip: address.zip,
    province: address.province,
    country: address.country,
    last_name: customer.lastName,
    address2: null,
    company: null,
    latitude: null,
    longitude: null,
    name: `${customer.firstName} ${customer.lastName}`,
    country_code: address.countryCode,
    province_code: address.provinceCode,
  };
}

function defaultAddress(customer: Customer) {
  if (customer.lacksAddress) return null;
  const { latitude: _latitude, longitude: _longitude, ...address } = mailingAddress(customer);
  return {
    id: BigInt(customer.addressId),
    customer_id: BigInt(customer.id),
    ...address,
    country_name: customer.address.country,
    default: true,
  };
}

/** The customer within a checkout or an order. Shopify has removed consent and tags from it. */
export function customerWithin(shop: Shop, customer: Customer) {
  return {
    ...named("Customer", customer.id),
    created_at: at(shop, customer.createdAt),
    updated_at: at(shop, customer.updatedAt),
    first_name: customer.firstName || null,
    last_name: customer.lastName || null,
    state: customer.account ?? "disabled",
    note: customer.note ?? null,
    verified_email: true,
    multipass_identifier: null,
    tax_exempt: false,
    email: customer.email || null,
    phone: customer.phone,
    currency: shop.currency,
    tax_exemptions: [],
    default_address: defaultAddress(customer),
  };
}

/** `customers/create`, `customers/update`, `customers/enable`, `customers/disable` */
export const customerBody = (shop: Shop, customer: Customer): Json => ({
  ...customerWithin(shop, customer),
  addresses: [defaultAddress(customer)].filter((address) => address !== null),
});

/** `customers_marketing_consent/update` */
export function consentBody(shop: Shop, { id, phone, consent }: Customer): Json {
  return {
    id: BigInt(id),
    phone,
    sms_marketing_consent: {
      state: consent.state,
      opt_in_level: consent.optInLevel,
      consent_updated_at: at(shop, consent.updatedAt),
      consent_collected_from: consent.collectedFrom,
    },
  };
}
