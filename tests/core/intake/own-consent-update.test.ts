import { expect, test } from "vitest";
import { untold, type Occurrence } from "#core/intake/define.ts";
import { isEcho, withoutNews, wordOfStore } from "#core/intake/own-consent-update.ts";
import { named } from "#core/intake/shapes.ts";
import { at } from "../instant.ts";

const told: Occurrence = {
  ...untold,
  subject: "customer:7001",
  customer: named({ shopifyId: "7001" }),
  consent: { state: "unsubscribed", optInLevel: null, source: "webhook", updatedAt: "2026-03-02T15:00:00Z" },
  facts: { consent: { state: "unsubscribed" }, order: { name: "#1" } },
};
const topic = "customers_marketing_consent/update";
const word = { state: "unsubscribed", at: at("2026-03-02T15:00:00Z") } as const;

test("the store's word on consent names its customer, its state and its time", () => {
  expect(wordOfStore({ topic, occurrence: told })).toEqual({ shopifyId: "7001", ...word });
});

test("what Shopbell raises itself, and what has no time or no customer, repeats nothing", () => {
  expect(wordOfStore({ topic: "shopbell/consent_revoked", occurrence: told })).toBeNull();
  expect(wordOfStore({ topic, occurrence: { ...told, consent: null } })).toBeNull();
  expect(wordOfStore({ topic, occurrence: { ...told, customer: null } })).toBeNull();
});

test("an echo says the same of the same second", () => {
  expect(isEcho(word, [{ ...word, at: at("2026-03-02T15:00:00.900Z") }])).toBe(true);
  expect(
    isEcho(word, [
      { ...word, at: at("2026-03-02T15:00:01Z") },
      { ...word, state: "subscribed" },
    ]),
  ).toBe(false);
  expect(isEcho(word, [])).toBe(false);
});

test("only the consent is no news; the customer's record is told of all the same", () => {
  expect(withoutNews(told)).toEqual({ ...told, facts: { order: { name: "#1" } } });
});
