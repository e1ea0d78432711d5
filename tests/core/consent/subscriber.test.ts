import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { needsProof, withConsent, type StatedConsent, type Subscriber } from "#core/consent/subscriber.ts";
import type { ConsentState } from "#core/statuses.ts";
import { at } from "../instant.ts";

const NOW = at("2026-05-04T16:00:00Z");
const second = (n: number) => NOW.add({ seconds: n }).toString();
const number: Subscriber = {
  id: "s1",
  shopId: "shop",
  channel: "sms",
  address: "+12125550147",
  addressHash: "hash",
  consent: "not_subscribed",
  consentAt: null,
  level: null,
  source: null,
  wordsVersion: null,
  namesCartReminders: false,
};
const states = (state: ConsentState, updatedAt: string | null, more: Partial<StatedConsent> = {}): StatedConsent => ({
  state,
  optInLevel: state === "subscribed" ? "single_opt_in" : null,
  source: "checkout",
  updatedAt,
  ...more,
});
const after = (...statements: StatedConsent[]): Subscriber =>
  statements.reduce((known, statement) => withConsent(known, statement) ?? known, number);
const stateAfter = (...statements: StatedConsent[]): ConsentState => after(...statements).consent;

describe("a number's consent", () => {
  test("is the latest by time, not by delivery", () => {
    expect(stateAfter(states("unsubscribed", second(5)), states("subscribed", second(3)))).toBe("unsubscribed");
    expect(stateAfter(states("unsubscribed", second(3)), states("subscribed", second(5)))).toBe("subscribed");
  });

  test("is no, where yes and no were said within one second, however that is written", () => {
    const [yes, no] = ["2026-05-04T16:05:00Z", "2026-05-04T12:05:00.900-04:00"];
    expect(stateAfter(states("subscribed", yes), states("unsubscribed", no))).toBe("unsubscribed");
    expect(stateAfter(states("unsubscribed", no), states("subscribed", yes))).toBe("unsubscribed");
  });

  test("given within the second in which the store answered “not subscribed” is not lost", () => {
    const answered = states("not_subscribed", "2026-05-04T16:00:00.731Z");
    expect(stateAfter(answered, states("subscribed", "2026-05-04T16:00:00Z"))).toBe("subscribed");
    expect(stateAfter(states("not_subscribed", null), states("subscribed", "2026-05-04T16:00:00Z"))).toBe("subscribed");
    expect(stateAfter(states("subscribed", "2026-05-04T16:00:00Z"), answered)).toBe("subscribed");
  });

  test("with a time is not replaced by a statement without one", () => {
    expect(stateAfter(states("subscribed", second(1)), states("not_subscribed", null))).toBe("subscribed");
    expect(stateAfter(states("unsubscribed", second(1)), states("subscribed", null))).toBe("unsubscribed");
  });

  test("once given is not asked for again", () => {
    expect(stateAfter(states("subscribed", second(1)), states("pending", second(5)))).toBe("subscribed");
    expect(stateAfter(states("unsubscribed", second(1)), states("pending", second(5)))).toBe("pending");
  });

  test("that was confirmed stays confirmed when a single opt-in repeats it", () => {
    const confirmed = states("subscribed", second(1), {
      optInLevel: "confirmed_opt_in",
      words: "Reply YES to get offers and cart reminders",
    });
    expect(after(confirmed, states("subscribed", second(9)))).toMatchObject({
      level: "confirmed_opt_in",
      namesCartReminders: true,
      consentAt: second(9),
    });
    expect(after(states("subscribed", second(1)), { ...confirmed, updatedAt: second(2) })).toMatchObject({
      level: "confirmed_opt_in",
      namesCartReminders: true,
    });
  });

  test("that a YES confirms is for the wording of the sign-up, and a YES without one names nothing", () => {
    const asked = (words: string) => states("pending", second(1), { optInLevel: "single_opt_in", words });
    const yes = states("subscribed", second(9), { optInLevel: "confirmed_opt_in", words: "YES" });
    const confirmed = { consent: "subscribed", level: "confirmed_opt_in", consentAt: second(9) };
    expect(after(asked("offers and cart reminders"), yes)).toMatchObject({ ...confirmed, namesCartReminders: true });
    expect(after(asked("offers"), yes)).toMatchObject({ ...confirmed, namesCartReminders: false });
    expect(after(yes)).toMatchObject({ ...confirmed, namesCartReminders: false });
    expect(after(asked("cart reminders"), states("unsubscribed", second(2)), yes).namesCartReminders).toBe(false);
  });

  test("given anew after a stop is the new opt-in's, not the confirmation from before", () => {
    const confirmed = states("subscribed", second(1), { optInLevel: "confirmed_opt_in", words: "cart reminders" });
    expect(after(confirmed, states("unsubscribed", second(2)), states("subscribed", second(3)))).toMatchObject({
      level: "single_opt_in",
      namesCartReminders: false,
    });
  });

  test("names cart reminders only where its wording does", () => {
    const named = (words: string | null) => after(states("subscribed", second(1), { words })).namesCartReminders;
    expect(["offers and cart reminders", "Erinnerungen an den Warenkorb", "your Basket"].map(named)).toEqual([
      true,
      true,
      true,
    ]);
    expect(["offers", "Cartier watches", null].map(named)).toEqual([false, false, false]);
  });

  test("needs a proof where its state changes or it is confirmed, and not where it stays", () => {
    const [yes, again, confirmed, no] = [
      after(states("subscribed", second(1))),
      after(states("subscribed", second(1)), states("subscribed", second(2))),
      after(states("subscribed", second(1)), states("subscribed", second(2), { optInLevel: "confirmed_opt_in" })),
      after(states("subscribed", second(1)), states("unsubscribed", second(2))),
    ];
    expect([needsProof(number, yes), needsProof(yes, again), needsProof(yes, confirmed), needsProof(yes, no)]).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });

  const said = (words: readonly ConsentState[]) =>
    fc
      .array(fc.record({ state: fc.constantFrom(...words), n: fc.integer({ min: 0, max: 9 }) }), {
        minLength: 1,
        maxLength: 7,
      })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))
      .map((both) => both.map((all) => all.map(({ state, n }) => states(state, second(n)))));
  const RANKS: readonly ConsentState[] = ["subscribed", "pending", "unsubscribed"];
  /** By time; of two at the same instant, the opt-out last. */
  const inOrder = (statements: readonly StatedConsent[]) =>
    statements.toSorted(
      (a, b) => (a.updatedAt ?? "").localeCompare(b.updatedAt ?? "") || RANKS.indexOf(a.state) - RANKS.indexOf(b.state),
    );

  test("ends the same in whatever order yes and no arrive", () => {
    fc.assert(
      fc.property(said(["subscribed", "unsubscribed"]), ([given = [], arrived = []]) => {
        expect(stateAfter(...arrived)).toBe(stateAfter(...given));
        expect(stateAfter(...arrived)).toBe(stateAfter(...inOrder(given)));
      }),
      { numRuns: 300 },
    );
  });

  test("is never yes where it would not be, had all come in its order", () => {
    fc.assert(
      fc.property(said(["subscribed", "unsubscribed", "pending"]), ([given = [], arrived = []]) => {
        const [had, would] = [stateAfter(...arrived), stateAfter(...inOrder(given))];
        expect(had === "subscribed" && would !== "subscribed").toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});
