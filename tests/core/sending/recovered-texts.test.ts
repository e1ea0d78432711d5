import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mayBeRecovered, sentBefore } from "#core/sending/recovered-texts.ts";
import { Temporal } from "#core/time/time.ts";

const AT = Temporal.Instant.from("2026-03-02T15:00:00Z");
const text = (body: string) => ({ body, sentAt: AT, providerId: "SM1" });
const finds = (body: string, sent: readonly string[], newValues: readonly string[] = []) =>
  sentBefore(body, { texts: sent.map(text), newValues })?.body ?? null;

describe("a text that went out before a restore", () => {
  test.each([
    ["the same words", "Juniper: order #1042 is confirmed", "Juniper: order #1042 is confirmed"],
    ["spaces that the provider trims", "Juniper: thank you ", "Juniper: thank you"],
    ["typographic characters that a messaging service replaces", "It’s here – now", "It's here - now"],
    ["a trial account's notice", "Thank you, Ana", "Sent from your Twilio trial account - Thank you, Ana"],
    ["another short link", "Look: https://s.example/l/aaaaaaaaaaa", "Look: https://s.example/l/bbbbbbbbbbb"],
    ["an account that stores no bodies", "Thank you", ""],
  ])("is found by %s", (_by, body, sent) => {
    expect(finds(body, [sent])).toBe(sent);
  });

  test("is found by its words where its discount code is new", () => {
    expect(finds("Use SB-7K2QX today", ["Use SB-P93ZZ today"], ["SB-7K2QX"])).toBe("Use SB-P93ZZ today");
    expect(finds("Use SB-7K2QX today", ["Use SB-P93ZZ today"])).toBeNull();
  });

  test.each([
    ["another order", "Order #1042 is confirmed", "Order #1043 is confirmed"],
    ["a word more", "Thank you", "Thank you Ana"],
    ["other words", "Your cart waits", "Your order ships"],
  ])("is not found by %s", (_by, body, sent) => {
    expect(finds(body, [sent])).toBeNull();
  });

  test("is found whatever its words and links are, and not once a word differs", () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    const link = fc.stringMatching(/^https:\/\/s\.example\/l\/[a-z0-9]{11}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), link, link, fc.nat(), (words, one, other, at) => {
        const changed = words.map((each, index) => (index === at % words.length ? `${each}x` : each));
        expect(finds([...words, one].join(" "), [[...words, other].join(" ")])).not.toBeNull();
        expect(finds([...words, one].join(" "), [[...changed, other].join(" ")])).toBeNull();
      }),
    );
  });
});

test.each([
  ["before the restore", { minutes: -1 }, { hours: 1 }, true],
  ["after the restore", { seconds: 1 }, { hours: 1 }, false],
  ["before it, a week later", { minutes: -1 }, { hours: 169 }, false],
])("what the store had %s is compared: %s", (_when, had, later, compared) => {
  expect(mayBeRecovered(AT, AT.add(had), AT.add(later))).toBe(compared);
  expect(mayBeRecovered(null, AT.add(had), AT.add(later))).toBe(false);
});
