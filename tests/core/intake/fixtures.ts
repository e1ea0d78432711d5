/** Webhook bodies in Shopify's shape, reduced to the fields that the app reads and a few others. */

export const customerRecord = {
  id: 7_005_001,
  admin_graphql_api_id: "gid://shopify/Customer/7005001",
  email: "rosa@example.com",
  phone: null,
  first_name: "Rosa",
  last_name: "Delgado",
  updated_at: "2026-05-01T09:00:00-04:00",
  tags: "regular",
  default_address: {
    id: 9_100,
    first_name: "Rosa",
    last_name: "Delgado",
    phone: "(212) 555-0147",
    country_code: "US",
    province_code: "NY",
    city: "New York",
  },
};

export const order = {
  id: 5_550_001,
  admin_graphql_api_id: "gid://shopify/Order/5550001",
  name: "#2001",
  email: "rosa@example.com",
  phone: null,
  currency: "USD",
  total_price: "64.50",
  checkout_token: "tok-ada",
  order_status_url: "https://shop.example/orders/2001/status",
  customer_locale: "en-US",
  financial_status: "paid",
  created_at: "2026-05-02T10:00:00-04:00",
  updated_at: "2026-05-02T10:00:05-04:00",
  line_items: [
    { id: 1, title: "Olive soap", quantity: 3, price: "7.50", sku: "SOAP-1", vendor: "Juniper" },
    { id: 2, title: "Cedar comb", quantity: 1, price: "42.00", sku: null, vendor: "Juniper" },
  ],
  customer: customerRecord,
  shipping_address: { first_name: "Rosa", last_name: "Delgado", phone: null, country_code: "US", province_code: "NJ" },
  billing_address: null,
};

export const checkout = {
  id: 3_330_001,
  token: "tok-ada",
  cart_token: "cart-ada",
  email: "rosa@example.com",
  phone: "+12125550147",
  sms_marketing_phone: null,
  currency: "USD",
  total_price: "49.50",
  abandoned_checkout_url: "https://shop.example/checkouts/tok-ada/recover",
  customer_locale: "en-US",
  completed_at: null,
  updated_at: "2026-05-02T09:30:00-04:00",
  line_items: [{ title: "Olive soap", quantity: 1, price: "7.50" }],
  customer: customerRecord,
  shipping_address: { first_name: "Rosa", last_name: "Delgado", phone: null, country_code: "US", province_code: "NJ" },
  billing_address: null,
};

/** A guest with a phone number in national format. */
export const guestCheckout = {
  ...checkout,
  token: "tok-guest",
  phone: "020 7946 0018",
  customer: null,
  shipping_address: { first_name: "Nia", last_name: "Okafor", phone: null, country_code: "GB", province_code: null },
};

export const consent = {
  id: 7_005_001,
  phone: "+12125550147",
  sms_marketing_consent: {
    state: "subscribed",
    opt_in_level: "single_opt_in",
    consent_updated_at: "2026-05-01T09:05:00-04:00",
    consent_collected_from: "SHOPIFY",
  },
};

export const consentOf = (state: string | null) => ({
  ...consent,
  sms_marketing_consent: { ...consent.sms_marketing_consent, state },
});

export const shop = {
  id: 44,
  name: "Juniper & Co",
  iana_timezone: "America/Chicago",
  country_code: "US",
  currency: "USD",
  domain: "juniper.example",
  email: "owner@shop.example",
  plan_name: "basic",
};

/** Shopify's mandatory privacy webhooks. */
export const customerRequest = {
  shop_id: 44,
  shop_domain: "juniper.myshopify.com",
  customer: { id: 7_005_001, email: "rosa@example.com", phone: "+1 212-555-0147" },
  orders_to_redact: [5_550_001],
};
export const shopRequest = { shop_id: 44, shop_domain: "juniper.myshopify.com" };

/** An order with ids past 2^53, as raw JSON. */
export const longOrderJson = `{
  "id": 820982911946154508, "admin_graphql_api_id": "gid://shopify/Order/820982911946154508",
  "name": "#9999", "total_price": "64.50", "updated_at": "2026-05-02T10:00:05-04:00", "checkout_token": null,
  "customer": { "id":115310627314723954, "admin_graphql_api_id": "gid://shopify/Customer/115310627314723954", "phone": "+12125550147" },
  "line_items": [ { "id": 866550311766439020, "title": "Olive soap", "quantity": 1 } ]
}`;
