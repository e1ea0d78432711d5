import { expect, test } from "vitest";
import { withDoubleOptIn } from "#core/consent/double-opt-in.ts";
import { emptyEvent, type NormalizedEvent } from "#core/intake/define.ts";

const optIn: NormalizedEvent = {
  ...emptyEvent,
  subject: "order:1",
  consent: {
    state: "subscribed",
    address: "+12125550147",
    optInLevel: "single_opt_in",
    source: "checkout",
    updatedAt: "2026-03-02T15:00:00Z",
  },
  facts: { order: { name: "#1" } },
};

test("an order that carries an opt-in asks for its confirmation, and tells of the order alone", () => {
  expect(withDoubleOptIn(optIn, true)).toEqual({ ...optIn, consent: { ...optIn.consent, state: "pending" } });
});

test("a consent's own event tells of the consent as pending", () => {
  const event = { ...optIn, facts: { consent: { state: "subscribed", opt_in_level: "single_opt_in" } } };
  expect(withDoubleOptIn(event, true).facts).toEqual({
    consent: { state: "pending", opt_in_level: "single_opt_in" },
  });
});

test.for([
  ["without double opt-in", optIn, false],
  ["that was confirmed", { ...optIn, consent: { ...optIn.consent, optInLevel: "CONFIRMED_OPT_IN" } }, true],
  ["that is an opt-out", { ...optIn, consent: { ...optIn.consent, state: "unsubscribed" } }, true],
] as [string, NormalizedEvent, boolean][])("an opt-in %s stays as it is", ([, event, usesDoubleOptIn]) => {
  expect(withDoubleOptIn(event, usesDoubleOptIn)).toEqual(event);
});
