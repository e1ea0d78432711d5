import { readPhone } from "#core/customers/phone-number.ts";
import type { ConsentState } from "#core/statuses.ts";
import { defineReader, type ObservedConsent } from "../define.ts";
import { bodyOf, idOf, identified, moment, customerRef, numericId, text, tolerantObject } from "../shapes.ts";

/** Maps Shopify's consent states; `redacted` counts as unsubscribed. */
const states = new Map<string, ConsentState>(
  Object.entries({
    subscribed: "subscribed",
    unsubscribed: "unsubscribed",
    not_subscribed: "not_subscribed",
    never_subscribed: "not_subscribed",
    pending: "pending",
    redacted: "unsubscribed",
  }),
);

/** @param word in lower case (webhooks) or upper case (Admin API) */
export const readConsentState = (word: string | null | undefined): ConsentState | null =>
  states.get(word?.toLowerCase() ?? "") ?? null;

/** The fields of an order or a checkout that tell of an opt-in at the checkout. */
interface CheckoutOptIn {
  buyer_accepts_sms_marketing: boolean | null;
  sms_marketing_phone: string | null;
  created_at: string | null;
  billing_address?: { country_code?: string | null | undefined } | null | undefined;
  shipping_address?: { country_code?: string | null | undefined } | null | undefined;
}

/**
 * The opt-in that the buyer ticked at the checkout, for the number beside the tick. It counts from the start of the
 * checkout, because every later event of the checkout or order repeats it.
 */
export function readCheckoutOptIn(body: CheckoutOptIn): ObservedConsent | null {
  if (!body.buyer_accepts_sms_marketing) return null;
  const countries = [body.billing_address?.country_code, body.shipping_address?.country_code];
  const number = readPhone(body.sms_marketing_phone, countries);
  return number
    ? {
        state: "subscribed",
        address: number.e164,
        optInLevel: "single_opt_in",
        source: "checkout",
        updatedAt: body.created_at,
      }
    : null;
}

export const consentReader = defineReader({
  topics: ["customers_marketing_consent/update"],
  payload: identified({
    phone: text,
    sms_marketing_consent: tolerantObject({
      state: text,
      opt_in_level: text,
      consent_updated_at: moment,
      consent_collected_from: text,
    }),
  }),
  read: (body) => {
    const consent = body.sms_marketing_consent;
    const state = readConsentState(consent?.state);
    if (!consent || !state) return { ignored: "consent_unknown" };
    const number = readPhone(body.phone);
    return {
      subject: `customer:${idOf(body)}`,
      customer: customerRef({
        shopifyId: idOf(body),
        phone: number?.e164 ?? null,
        updatedAt: consent.consent_updated_at,
      }),
      consent: {
        state,
        address: number?.e164 ?? null,
        optInLevel: consent.opt_in_level,
        source: consent.consent_collected_from?.toLowerCase() ?? "other",
        updatedAt: consent.consent_updated_at,
      },
      facts: { consent: { state, opt_in_level: consent.opt_in_level } },
    };
  },
});

export const emailConsentReader = defineReader({
  topics: ["customers_email_marketing_consent/update"],
  payload: bodyOf(
    { customer_id: numericId },
    {
      email_address: text,
      email_marketing_consent: tolerantObject({ state: text, opt_in_level: text, consent_updated_at: moment }),
    },
  ),
  read: ({ customer_id, email_address, email_marketing_consent: consent }) => {
    const state = readConsentState(consent?.state);
    if (!consent || !state) return { ignored: "consent_unknown" };
    return {
      subject: `customer:${customer_id}`,
      customer: customerRef({ shopifyId: customer_id, email: email_address, updatedAt: consent.consent_updated_at }),
      emailConsent: {
        state,
        address: email_address?.toLowerCase() ?? null,
        optInLevel: consent.opt_in_level,
        source: "webhook",
        updatedAt: consent.consent_updated_at,
      },
    };
  },
});
