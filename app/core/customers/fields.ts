import type { OfferedField } from "../automations/fields.ts";
import { countries, knownStatuses, languages, provinces } from "../intake/code-lists/known.ts";
import type { Facts } from "../intake/define.ts";

/** The customer fields of every trigger. Custom fields are `customer.fields.<key>`. */
export const customerFields: readonly OfferedField[] = [
  { path: "customer.first_name", label: "First name", type: "text", kind: "name" },
  { path: "customer.last_name", label: "Last name", type: "text", kind: "name" },
  { path: "customer.email", label: "Email", type: "text", kind: "email" },
  { path: "customer.phone", label: "Phone number", type: "phone" },
  { path: "customer.country", label: "Customer’s country", type: "text", kind: "code", ...countries },
  { path: "customer.province", label: "Customer’s state or province", type: "text", kind: "code", ...provinces },
  { path: "customer.locale", label: "Customer’s language", type: "text", kind: "code", ...languages },
  { path: "customer.tags", label: "Tags", type: "list", kind: "label", suggests: "tags" },
  { path: "customer.segments", label: "Segments", type: "list", kind: "label" },
  { path: "customer.orders_count", label: "Number of orders", type: "number" },
  { path: "customer.total_spent", label: "Total spent", type: "money", currency: "customer.currency" },
  { path: "customer.last_order_at", label: "Last order", type: "date" },
  { path: "customer.since", label: "Customer since", type: "date" },
  {
    path: "customer.state",
    label: "Account status",
    type: "text",
    ...knownStatuses("account status", {
      enabled: "Enabled",
      disabled: "Disabled",
      invited: "Invited",
      declined: "Declined",
    }),
  },
  { path: "customer.sms_consent", label: "Subscribed to SMS marketing", type: "boolean" },
];

export const shopFields: readonly OfferedField[] = [
  { path: "shop.name", label: "Shop name", type: "text", kind: "own" },
  { path: "shop.url", label: "Shop address", type: "url" },
];

/** The shop in sample data. */
export const sampleShop = { name: "Juniper & Co", url: "https://juniper.example" };

/**
 * The customer and shop in previews. No real or sandbox customer has this number, so that previews never show someone's
 * consent.
 */
export const samplePeople: Facts = {
  customer: {
    first_name: "Ada",
    last_name: "Moreno",
    email: "ada@example.com",
    phone: "+12125550198",
    country: "US",
    province: "NY",
    locale: "en",
    tags: ["vip"],
    segments: [],
    orders_count: 3,
    total_spent: "240.00",
    currency: "USD",
    last_order_at: "2026-10-02T15:04:00Z",
    since: "2025-03-11T09:30:00Z",
    state: "enabled",
    sms_consent: true,
    fields: {},
  },
  shop: sampleShop,
};
