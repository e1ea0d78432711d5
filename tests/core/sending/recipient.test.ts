import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addressOrigins, chooseNumber, type KnownNumber, noState } from "#core/customers/addresses.ts";
import type { MessageKind } from "#core/sending/message-kind.ts";
import { textRecipientOf } from "#core/sending/recipient.ts";
import { consentStates } from "#core/statuses.ts";
import { at } from "../instant.ts";

const NOW = at("2026-05-04T16:00:00Z");
const day = (n: number) => NOW.add({ hours: 24 * n }).toString();
const [OWN, ORDER, FRIEND] = ["+15125550182", "+15125550111", "+13035550133"] as const;
const KINDS: readonly MessageKind[] = ["marketing", "transactional", "opt_in", "conversation", "test"];
const nobody = { ...noState, phone: null, taken: null };

const number = (address: string, more: Partial<KnownNumber> = {}): KnownNumber => ({
  ...noState,
  channel: "sms",
  address,
  origin: "customer",
  seenAt: day(-9),
  formerSince: null,
  ...more,
});

describe("the recipient of a text", () => {
  const agreed = number(ORDER, {
    origin: "order",
    consent: "subscribed",
    consentAt: day(-1),
    level: "confirmed_opt_in",
    namesCartReminders: true,
    marketingHeld: true,
  });
  const stopped = number(OWN, { suppressed: true, unreachable: { code: "30006", since: day(-1), until: day(1) } });

  test("is a number with its own consent, and with no other number's", () => {
    expect(textRecipientOf([number(OWN), agreed], { kind: "marketing", now: NOW })).toEqual({
      phone: ORDER,
      taken: "subscribed",
      consent: "subscribed",
      consentAt: day(-1),
      level: "confirmed_opt_in",
      namesCartReminders: true,
      suppressed: false,
      marketingHeld: true,
      unreachable: null,
    });
    expect(textRecipientOf([number(OWN), agreed], { kind: "transactional", now: NOW })).toEqual({
      ...noState,
      phone: OWN,
      taken: "customer",
    });
  });

  test("is, for the question of a double opt-in, the number that was asked", () => {
    const asked = number(ORDER, { origin: "order", consent: "pending", consentAt: day(-1) });
    expect(textRecipientOf([number(OWN), asked], { kind: "opt_in", now: NOW })).toMatchObject({
      phone: ORDER,
      taken: "pending",
      consent: "pending",
    });
  });

  test.for([["no number"], ["a friend's number alone", number(FRIEND, { origin: "delivery" })]] as const)(
    "is nobody where there is %s",
    ([, ...numbers]) => {
      for (const kind of KINDS) expect(textRecipientOf(numbers, { kind, now: NOW })).toEqual(nobody);
    },
  );

  test("is the number that the text is for, whatever else the customer has", () => {
    for (const kind of KINDS) {
      expect(textRecipientOf([agreed, stopped], { kind, now: NOW, only: OWN })).toMatchObject({
        phone: OWN,
        taken: "customer",
        consent: "not_subscribed",
        suppressed: true,
        unreachable: { code: "30006" },
      });
      expect(
        textRecipientOf([agreed, number(OWN, { formerSince: day(-2) })], { kind, now: NOW, only: OWN }),
      ).toMatchObject({ phone: OWN });
    }
  });

  test("is nobody where the number that the text is for is not the customer's", () => {
    for (const kind of KINDS)
      expect(textRecipientOf([agreed, stopped], { kind, now: NOW, only: FRIEND })).toEqual(nobody);
  });
});

const numbers = fc
  .uniqueArray(
    fc.record({
      address: fc.constantFrom(OWN, ORDER, FRIEND),
      origin: fc.constantFrom(...addressOrigins),
      formerSince: fc.constantFrom(null, null, day(-1)),
      consent: fc.constantFrom(...consentStates),
      consentAt: fc.constantFrom(null, day(-3), day(-2)),
      level: fc.constantFrom(null, "single_opt_in", "confirmed_opt_in"),
      namesCartReminders: fc.boolean(),
      suppressed: fc.boolean(),
      marketingHeld: fc.boolean(),
      unreachable: fc.constantFrom(null, { code: "30006", since: day(-1), until: day(1) }),
    }),
    { selector: ({ address }) => address },
  )
  .map((all) => all.map(({ address, ...more }) => number(address, more)));

const PREFERRED = {
  marketing: "subscribed",
  opt_in: "pending",
  transactional: null,
  conversation: null,
  test: null,
} as const;

test("whoever the recipient is, all that is known of them is known of that one number", () => {
  fc.assert(
    fc.property(numbers, fc.constantFrom(...KINDS), fc.constantFrom(null, OWN, ORDER, FRIEND), (known, kind, only) => {
      const { taken, phone, ...state } = textRecipientOf(known, { kind, now: NOW, only });
      const chosen = only
        ? (known.find(({ address }) => address === only) ?? null)
        : (chooseNumber(known, { prefers: PREFERRED[kind], now: NOW })?.number ?? null);
      expect(phone).toBe(chosen?.address ?? null);
      expect(taken === null).toBe(phone === null);
      expect(state).toEqual(
        Object.fromEntries(
          Object.entries(chosen ?? noState).filter(
            ([field]) => !["channel", "address", "origin", "seenAt", "formerSince"].includes(field),
          ),
        ),
      );
      if (taken === "subscribed" || taken === "pending") expect(state.consent).toBe(taken);
    }),
    { numRuns: 300 },
  );
});
