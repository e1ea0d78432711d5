import { describe, expect, test } from "vitest";
import { readConsentState } from "#core/intake/topics/consent.ts";
import { normalizeEvent } from "#core/intake/normalize.ts";
import { matchTriggers } from "#core/triggers/index.ts";
import { consent, consentOf } from "../fixtures.ts";
import { normalizedEventIn } from "../understood.ts";

const TOPIC = "customers_marketing_consent/update";

test("a consent has its customer, source and time", () => {
  expect(normalizedEventIn(TOPIC, consent)).toMatchObject({
    subject: "customer:7005001",
    customer: { shopifyId: "7005001", phone: "+12125550147", updatedAt: "2026-05-01T13:05:00Z" },
    consent: { state: "subscribed", optInLevel: "single_opt_in", source: "shopify", updatedAt: "2026-05-01T13:05:00Z" },
    facts: { consent: { state: "subscribed", opt_in_level: "single_opt_in" } },
  });
});

describe("Shopify's word for a consent", () => {
  test.for([
    ["subscribed", "subscribed"],
    ["SUBSCRIBED", "subscribed"],
    ["unsubscribed", "unsubscribed"],
    ["UNSUBSCRIBED", "unsubscribed"],
    ["not_subscribed", "not_subscribed"],
    ["pending", "pending"],
    ["redacted", "unsubscribed"],
    ["REDACTED", "unsubscribed"],
    ["maybe", null],
    ["", null],
    [null, null],
    [undefined, null],
  ] as const)("%s means %s", ([word, state]) => {
    expect(readConsentState(word)).toBe(state);
  });
});

test("a consent without a state is ignored, not taken for a no", () => {
  expect(normalizeEvent(TOPIC, consentOf(null))).toEqual({ ignored: "consent_unknown" });
  expect(normalizeEvent(TOPIC, consentOf("perhaps"))).toEqual({ ignored: "consent_unknown" });
  expect(normalizeEvent(TOPIC, { ...consent, sms_marketing_consent: null })).toEqual({ ignored: "consent_unknown" });
});

test("a missing source reads as 'other'", () => {
  const unsaid = {
    ...consent,
    sms_marketing_consent: { ...consent.sms_marketing_consent, consent_collected_from: null },
  };
  expect(normalizedEventIn(TOPIC, unsaid).consent?.source).toBe("other");
});

test("subscribed, pending and unsubscribed match their own triggers", () => {
  const entriesOf = (state: string) => matchTriggers(TOPIC, normalizedEventIn(TOPIC, consentOf(state))).candidateFor;
  expect(entriesOf("subscribed")).toEqual(["consent_granted"]);
  expect(entriesOf("pending")).toEqual(["opt_in_requested"]);
  for (const state of ["unsubscribed", "redacted"]) expect(entriesOf(state)).toEqual(["consent_revoked"]);
  expect(entriesOf("not_subscribed")).toEqual([]);
});
