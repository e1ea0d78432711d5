import { expect, test } from "vitest";
import { emptyEvent, type NormalizedEvent } from "#core/intake/define.ts";
import { isOwnConsentUpdate, withoutConsentFacts, storeConsentUpdate } from "#core/intake/own-consent-update.ts";
import { customerRef } from "#core/intake/shapes.ts";
import { at } from "../instant.ts";

const consentEvent: NormalizedEvent = {
  ...emptyEvent,
  subject: "customer:7001",
  customer: customerRef({ shopifyId: "7001" }),
  consent: {
    state: "unsubscribed",
    address: null,
    optInLevel: null,
    source: "webhook",
    updatedAt: "2026-03-02T15:00:00Z",
  },
  facts: { consent: { state: "unsubscribed" }, order: { name: "#1" } },
};
const topic = "customers_marketing_consent/update";
const word = { state: "unsubscribed", at: at("2026-03-02T15:00:00Z") } as const;

test("the store's word on consent names its customer, its state and its time", () => {
  expect(storeConsentUpdate({ topic, normalizedEvent: consentEvent })).toEqual({
    shopifyId: "7001",
    phone: null,
    ...word,
  });
});

test("what Shopbell raises itself, and what has no time or no customer, repeats nothing", () => {
  expect(storeConsentUpdate({ topic: "shopbell/consent_revoked", normalizedEvent: consentEvent })).toBeNull();
  expect(storeConsentUpdate({ topic, normalizedEvent: { ...consentEvent, consent: null } })).toBeNull();
  expect(storeConsentUpdate({ topic, normalizedEvent: { ...consentEvent, customer: null } })).toBeNull();
});

test("an echo says the same of the same second", () => {
  expect(isOwnConsentUpdate(word, [{ ...word, at: at("2026-03-02T15:00:00.900Z") }])).toBe(true);
  expect(
    isOwnConsentUpdate(word, [
      { ...word, at: at("2026-03-02T15:00:01Z") },
      { ...word, state: "subscribed" },
    ]),
  ).toBe(false);
  expect(isOwnConsentUpdate(word, [])).toBe(false);
});

test("only the consent facts are removed; the customer data stay", () => {
  expect(withoutConsentFacts(consentEvent)).toEqual({ ...consentEvent, facts: { order: { name: "#1" } } });
});
