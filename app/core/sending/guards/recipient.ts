import { notServedReason } from "#core/credits/not-served.ts";
import { pricePerSegment, PRICES_VERSION } from "#core/credits/prices.ts";
import { readPhone } from "#core/customers/phone-number.ts";
import { pass, skip, type TextGuard } from "./define.ts";

export const notErased: TextGuard = {
  name: "customer_not_erased",
  check: ({ customer }) => (customer.erased ? skip("customer_erased", { erased: true }) : pass({ erased: false })),
};

export const validNumber: TextGuard = {
  name: "number_valid",
  check: ({ customer: { phone } }) => {
    if (!phone) return skip("no_phone", { phone: null });
    return readPhone(phone) ? pass({ phone }) : skip("invalid_phone", { phone });
  },
};

export const countryServed: TextGuard = {
  name: "country_served",
  check: ({ customer: { phone } }) => {
    const country = readPhone(phone)?.country ?? null;
    const rule = `prices@${PRICES_VERSION}`;
    return pricePerSegment(country) === null
      ? skip("country_not_served", { country, why: notServedReason(country) }, rule)
      : pass({ country }, rule);
  },
};
