import type { Facts } from "../intake/define.ts";
import type { ConsentState } from "../statuses.ts";

/** A customer as conditions, templates and guards see it. */
export interface CustomerFacts {
  /** The app's id. */
  id: string;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  /** E.164. */
  phone: string | null;
  countryCode: string | null;
  provinceCode: string | null;
  locale: string | null;
  tags: readonly string[];
  /** Names of the customer's segments. */
  segments: readonly string[];
  ordersCount: number | null;
  /** Decimal text. */
  totalSpent: string | null;
  currency: string | null;
  /** ISO instants. */
  lastOrderAt: string | null;
  since: string | null;
  state: string | null;
  smsConsent: ConsentState;
  fields: Readonly<Record<string, unknown>>;
}

/**
 * The values that conditions and templates read: the event's facts, the outputs of earlier steps, the current customer
 * and the shop.
 */
export const customerValuesOf = (
  facts: Facts,
  outputs: Facts,
  customer: CustomerFacts | null,
  shop: { name: string; url: string },
): Record<string, unknown> => ({
  ...facts,
  ...outputs,
  customer: customer && {
    first_name: customer.firstName,
    last_name: customer.lastName,
    email: customer.email,
    phone: customer.phone,
    country: customer.countryCode,
    province: customer.provinceCode,
    locale: customer.locale,
    tags: customer.tags,
    segments: customer.segments,
    orders_count: customer.ordersCount,
    total_spent: customer.totalSpent,
    currency: customer.currency,
    last_order_at: customer.lastOrderAt,
    since: customer.since,
    state: customer.state,
    sms_consent: customer.smsConsent === "subscribed",
    fields: customer.fields,
  },
  shop: { name: shop.name, url: shop.url },
});
