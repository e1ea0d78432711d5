import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  matchProviderMessages,
  type ProviderMessage,
  type LostAttempt,
} from "#core/sending/match-provider-messages.ts";
import { Temporal } from "#core/time/time.ts";

const CALLED = Temporal.Instant.from("2026-03-02T15:00:00Z");
const NUMBER = "+15005550006";
const SERVICE = `MG${"a".repeat(32)}`;
const BODY = "Juniper: thank you, Ada! Your order #1042 is confirmed.";

const call = (more: Partial<LostAttempt> & { at?: number; lasts?: number } = {}): LostAttempt => {
  const { at = 0, lasts = 20, ...rest } = more;
  const startedAt = CALLED.add({ seconds: at });
  return {
    attemptId: "a",
    senders: [NUMBER],
    to: "+12125550123",
    body: BODY,
    startedAt,
    endedAt: startedAt.add({ seconds: lasts }),
    ...rest,
  };
};
const listed = (more: Partial<ProviderMessage> & { at?: number } = {}): ProviderMessage => {
  const { at = 1, ...rest } = more;
  return {
    providerId: "SM1",
    direction: "outbound-api",
    from: NUMBER,
    messagingService: null,
    to: "+12125550123",
    body: BODY,
    createdAt: CALLED.add({ seconds: at }),
    status: "delivered",
    segments: 1,
    errorCode: null,
    ...rest,
  };
};
const pairs = (calls: readonly LostAttempt[], texts: readonly ProviderMessage[], bound: readonly string[] = []) =>
  Object.fromEntries(
    [...matchProviderMessages(calls, texts, new Set(bound))].map(([attemptId, { providerId }]) => [
      attemptId,
      providerId,
    ]),
  );

describe("one call, one text", () => {
  test.each<[string, boolean, Partial<ProviderMessage> & { at?: number }, Partial<LostAttempt>]>([
    ["the same in all", true, {}, {}],
    ["written down by a clock a little behind", true, { at: -29 }, {}],
    ["written down a while after we gave up", true, { at: 79 }, {}],
    ["written down before the call", false, { at: -31 }, {}],
    ["written down long after the call", false, { at: 81 }, {}],
    ["a call that was never ended may have been late", true, { at: 3_000 }, { endedAt: null }],
    ["a text that came in", false, { direction: "inbound" }, {}],
    ["an answer to a text that came in", false, { direction: "outbound-reply" }, {}],
    ["from another sender", false, { from: "+15005550007" }, {}],
    [
      "from our messaging service, by one of its numbers",
      true,
      { from: "+15005550099", messagingService: SERVICE },
      { senders: [SERVICE] },
    ],
    [
      "from our messaging service, which has not chosen a number",
      true,
      { from: null, messagingService: SERVICE },
      { senders: [SERVICE] },
    ],
    ["to another number", false, { to: "+12125550199" }, {}],
    ["in other words", false, { body: "Juniper: your order #1043 is confirmed." }, {}],
    ["with other digits", false, { body: BODY.replace("1042", "1043") }, {}],
    ["with its spaces trimmed", true, {}, { body: `  ${BODY}\n` }],
    ["with typographic characters made plain", true, { body: `"Ada" - it's here...` }, { body: "“Ada” – it’s here…" }],
    ["with the notice of a trial account", true, { body: `Sent from your Twilio trial account - ${BODY}` }, {}],
    ["accents written another way", true, { body: "Merci, Zoe\u0308" }, { body: "Merci, Zoë" }],
    ["of pictures alone", true, { body: "🎉🎉" }, { body: "🎉🎉 " }],
    ["of other pictures", false, { body: "🎉" }, { body: "🎂" }],
    ["from an account that keeps no bodies", true, { body: "" }, {}],
  ])("%s: %s", (_what, fits, text, lost) => {
    expect(pairs([call(lost)], [listed(text)])).toEqual(fits ? { a: "SM1" } : {});
  });

  test("a provider message bound to one message matches no other", () => {
    expect(pairs([call()], [listed()], ["SM1"])).toEqual({});
  });
});

describe("copies", () => {
  test("two calls, two texts: in order of time, each once", () => {
    const calls = [call({ attemptId: "late", at: 40 }), call({ attemptId: "early" })];
    expect(pairs(calls, [listed({ providerId: "SM2", at: 41 }), listed({ providerId: "SM1", at: 1 })])).toEqual({
      early: "SM1",
      late: "SM2",
    });
  });

  test("two calls, one text: one of them is sent, and one is still looked for", () => {
    expect(pairs([call({ attemptId: "early" }), call({ attemptId: "late", at: 10 })], [listed({ at: 11 })])).toEqual({
      early: "SM1",
    });
  });

  test("one call with two messages takes the first", () => {
    expect(pairs([call()], [listed({ providerId: "SM2", at: 4 }), listed({ providerId: "SM1", at: 2 })])).toEqual({
      a: "SM1",
    });
  });

  test("a call with all the time in the world leaves the early text to one that has little", () => {
    const calls = [call({ attemptId: "long", lasts: 600 }), call({ attemptId: "short", at: 5, lasts: 5 })];
    expect(pairs(calls, [listed({ providerId: "SM1", at: 8 }), listed({ providerId: "SM2", at: 300 })])).toEqual({
      short: "SM1",
      long: "SM2",
    });
  });

  test("a call that is still under way has the first claim: its own answer will name a text", () => {
    expect(
      pairs(
        [call({ attemptId: "lost" }), call({ attemptId: "under way", at: 10, endedAt: null })],
        [listed({ at: 11 })],
      ),
    ).toEqual({ "under way": "SM1" });
  });

  test("whatever the order, no text is dealt twice and no call is left without one that it could have", () => {
    const seconds = fc.integer({ min: 0, max: 200 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(seconds, fc.integer({ min: 1, max: 120 })), { maxLength: 5 }),
        fc.array(seconds, { maxLength: 5 }),
        (starts, times) => {
          const calls = starts.map(([at, lasts], index) => call({ attemptId: `a${index}`, at, lasts }));
          const texts = times.map((at, index) => listed({ providerId: `SM${index}`, at }));
          const matches = matchProviderMessages(calls, texts, new Set());
          expect(new Set([...matches.values()].map(({ providerId }) => providerId)).size).toBe(matches.size);
          expect(matches.size).toBe(mostPairs(calls, texts));
        },
      ),
    );
  });
});

/** The maximum number of matches, by brute force. */
function mostPairs(calls: readonly LostAttempt[], texts: readonly ProviderMessage[]): number {
  const [first, ...others] = calls;
  if (!first) return 0;
  const with_ = texts
    .filter((text) => matchProviderMessages([first], [text], new Set()).size === 1)
    .map(
      (text) =>
        1 +
        mostPairs(
          others,
          texts.filter((one) => one !== text),
        ),
    );
  return Math.max(mostPairs(others, texts), ...with_);
}
