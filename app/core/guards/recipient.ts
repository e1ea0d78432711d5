import { pricePerSegment, PRICES_VERSION } from "../credits/prices.ts";
import { readPhone } from "../phone/number.ts";
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
    return pricePerSegment(country) === null ? skip("country_not_served", { country }, rule) : pass({ country }, rule);
  },
};

/** Stop silences everything; marketing needs a yes besides. */
export const consented: TextGuard = {
  name: "consent",
  check: ({ kind, customer: { consent, suppressed } }) => {
    const saw = { consent, said_stop: suppressed };
    if (suppressed) return skip("opted_out", saw, "stop@47-CFR-64.1200(a)(10)");
    if (kind === "transactional") return pass(saw, "transactional: number given with the order");
    const rule = "marketing: prior express consent";
    if (consent === "subscribed") return pass(saw, rule);
    return skip(consent === "unsubscribed" ? "opted_out" : "no_consent", saw, rule);
  },
};
