import { noState } from "#core/customers/addresses.ts";
import { defaultCaps } from "#core/sending/caps.ts";
import type { StepFacts } from "#core/sending/guards/define.ts";
import { at } from "#tests/core/instant.ts";

/** Noon in New York. */
export const NOON = at("2026-05-04T16:00:00Z");
/** 23:00 in New York. */
export const NIGHT = at("2026-05-05T03:00:00Z");
export const MORNING = at("2026-05-05T12:00:00Z");

type Different = Partial<Omit<StepFacts, "shop" | "customer" | "recipient">> & {
  shop?: Partial<StepFacts["shop"]>;
  customer?: Partial<StepFacts["customer"]>;
  recipient?: Partial<StepFacts["recipient"]>;
};

/** Facts of a step whose text passes all guards, with a test's changes. */
export function dueFacts({ shop, customer, recipient, ...rest }: Different = {}): StepFacts {
  return {
    now: NOON,
    kind: "marketing",
    automation: { status: "active" },
    sequence: { status: "active" },
    exit: null,
    order: null,
    cart: null,
    recent: [],
    wroteAt: null,
    overCap: "skip",
    firstMarketing: false,
    unpaid: null,
    throttled: null,
    ...rest,
    shop: {
      name: "Juniper & Co",
      url: "https://juniper.example",
      timezone: "America/New_York",
      installed: true,
      transactionalAtNight: false,
      quietHours: null,
      senders: [],
      sharesSender: true,
      holdsUntilApproved: false,
      consentsAreRead: true,
      caps: defaultCaps.sms,
      emailCaps: defaultCaps.email,
      holdoutPercent: 0,
      ...shop,
    },
    customer: { erased: false, countryCode: "US", provinceCode: "NY", holdoutBucket: 50, ...customer },
    recipient: {
      ...noState,
      phone: "+12125550147",
      taken: "customer",
      consent: "subscribed",
      level: "confirmed_opt_in",
      namesCartReminders: true,
      ...recipient,
    },
  };
}
