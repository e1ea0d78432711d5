import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { needsProof, withConsent, type StatedConsent, type Subscriber } from "#core/consent/subscriber.ts";
import { consentAt } from "#core/simulation/consent-at.ts";
import type { PastConsent } from "#core/simulation/consent-at.ts";
import { consentStates, type ConsentState } from "#core/statuses.ts";
import { at } from "../instant.ts";

const START = at("2026-05-04T16:00:00Z");
const hour = (n: number) => START.add({ hours: n });
const CARTS = "offers and cart reminders";
const change = (
  n: number,
  previous: ConsentState,
  state: ConsentState,
  more: Partial<PastConsent> = {},
): PastConsent => ({
  addressHash: "#",
  at: hour(n),
  occurredAt: hour(n),
  previous,
  state,
  optInLevel: null,
  words: null,
  source: "checkout",
  ofCustomer: true,
  ...more,
});
const single = { optInLevel: "single_opt_in" };
const confirmed = { optInLevel: "confirmed_opt_in", words: CARTS };

describe("the consent of a number at an instant", () => {
  const history = [
    change(1, "not_subscribed", "pending", { optInLevel: "single_opt_in", words: CARTS }),
    change(3, "pending", "subscribed", confirmed),
    change(5, "subscribed", "unsubscribed"),
    change(7, "unsubscribed", "subscribed", { source: "keyword" }),
    change(9, "subscribed", "subscribed", { optInLevel: "single_opt_in", words: "offers" }),
  ];
  test.for([
    ["before the first change, what it was then", 0, "not_subscribed", null, null, false],
    ["just before a change, what it was", 0.99, "not_subscribed", null, null, false],
    ["at a change, what it became", 1, "pending", 1, "single_opt_in", true],
    ["after it, the same", 2.5, "pending", 1, "single_opt_in", true],
    ["confirmed once it was", 4, "subscribed", 3, "confirmed_opt_in", true],
    ["withdrawn, with what was agreed to kept for a START", 6, "unsubscribed", 5, "confirmed_opt_in", true],
    ["restored by a START", 8, "subscribed", 7, "confirmed_opt_in", true],
    ["the last one for ever", 9_000, "subscribed", 9, "single_opt_in", false],
  ] as const)("is %s", ([, n, consent, since, level, namesCartReminders]) => {
    expect(consentAt(history, START.add({ minutes: Math.round(n * 60) }))).toEqual({
      consent,
      consentAt: since === null ? null : hour(since).toString(),
      level,
      namesCartReminders,
    });
  });

  test("is what it was before the kept history began", () => {
    expect(consentAt([change(5, "subscribed", "unsubscribed")], hour(1))).toMatchObject({
      consent: "subscribed",
      consentAt: null,
    });
  });

  test("is dated by when it was given, and known from when it was recorded", () => {
    const late = [change(5, "not_subscribed", "subscribed", { ...single, occurredAt: hour(2) })];
    expect(consentAt(late, hour(3)).consent).toBe("not_subscribed");
    expect(consentAt(late, hour(6))).toMatchObject({ consent: "subscribed", consentAt: hour(2).toString() });
  });

  test("without any change is that of nobody asked", () => {
    expect(consentAt([], START)).toMatchObject({ consent: "not_subscribed", level: null });
  });

  test("given without a wording names no cart reminders, unless a START restores one that did", () => {
    expect(consentAt([change(1, "not_subscribed", "subscribed", single)], hour(2)).namesCartReminders).toBe(false);
    const asked = [change(1, "not_subscribed", "subscribed", confirmed)];
    const stopped = [...asked, change(2, "subscribed", "unsubscribed")];
    const back = change(3, "unsubscribed", "subscribed", { source: "keyword" });
    expect(consentAt([...stopped, back], hour(4)).namesCartReminders).toBe(true);
    const anew = change(3, "unsubscribed", "subscribed", single);
    expect(consentAt([...stopped, anew], hour(4))).toMatchObject({ level: "single_opt_in", namesCartReminders: false });
    expect(consentAt([change(2, "subscribed", "unsubscribed"), back], hour(4)).namesCartReminders).toBe(false);
  });
});

const changes = fc
  .array(
    fc.record({
      state: fc.constantFrom(...consentStates),
      optInLevel: fc.constantFrom(null, "single_opt_in", "confirmed_opt_in"),
      words: fc.constantFrom(null, CARTS, "offers"),
      gap: fc.integer({ min: 1, max: 5 }),
    }),
    { maxLength: 7 },
  )
  .map((all) => {
    let [n, previous]: [number, ConsentState] = [0, "not_subscribed"];
    return all.map(({ gap, state, ...more }) => {
      n += gap;
      const made = change(n, previous, state, more);
      previous = state;
      return made;
    });
  });

test("is that of the changes so far: later ones change nothing before them", () => {
  fc.assert(
    fc.property(changes, fc.integer({ min: 0, max: 40 }), (history, n) => {
      const now = hour(n);
      const past = history.filter((each) => each.at.epochMilliseconds <= now.epochMilliseconds);
      fc.pre(past.length > 0);
      expect(consentAt(history, now)).toEqual(consentAt(past, now));
      expect(consentAt(history, now)).toMatchObject({
        consent: past.at(-1)?.state,
        consentAt: past.at(-1)?.occurredAt.toString(),
      });
    }),
    { numRuns: 300 },
  );
});

test("a backtest sees of a number what the live app saw, at every moment, from the proofs that it kept", () => {
  const number: Subscriber = {
    id: "s1",
    shopId: "shop",
    channel: "sms",
    address: "+12125550147",
    addressHash: "#",
    consent: "not_subscribed",
    consentAt: null,
    level: null,
    source: null,
    wordsVersion: null,
    namesCartReminders: false,
  };
  const stated = fc.record({
    state: fc.constantFrom<ConsentState>("subscribed", "pending", "unsubscribed"),
    optInLevel: fc.constantFrom("single_opt_in", "confirmed_opt_in"),
    words: fc.constantFrom(null, CARTS, "offers"),
  });
  fc.assert(
    fc.property(fc.array(stated, { minLength: 1, maxLength: 7 }), (statements) => {
      const proofs: PastConsent[] = [];
      let live = number;
      statements.forEach(({ state, optInLevel, words }, index) => {
        const isOptIn = state !== "unsubscribed";
        const statement: StatedConsent = {
          state,
          optInLevel: isOptIn ? optInLevel : null,
          words: isOptIn ? words : null,
          source: "checkout",
          updatedAt: hour(index + 1).toString(),
        };
        const before = live;
        live = withConsent(before, statement) ?? before;
        if (live !== before && needsProof(before, live))
          proofs.push(
            change(index + 1, before.consent, live.consent, {
              optInLevel: statement.optInLevel,
              words: statement.words ?? null,
            }),
          );
        const seen = consentAt(proofs, hour(index + 1).add({ minutes: 7 }));
        expect([seen.consent, seen.level]).toEqual([live.consent, live.level]);
        // A START repeats no wording, so a backtest may keep one; live texts never do.
        if (live.namesCartReminders) expect(seen.namesCartReminders).toBe(true);
      });
    }),
    { numRuns: 300 },
  );
});
