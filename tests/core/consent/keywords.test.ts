import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keywordAnswerOf, mayConfirm } from "#core/consent/keyword-answers.ts";
import { readKeyword } from "#core/consent/keywords.ts";
import { at } from "../instant.ts";

describe("a reply that is one word of stop, start or help", () => {
  test.for([
    ["STOP", "stop"],
    ["stop", "stop"],
    ["stop.", "stop"],
    [" Stop! ", "stop"],
    ["«Stop»", "stop"],
    ["\n\tSTOP\n", "stop"],
    ["🛑 STOP 🛑", "stop"],
    ["Stop🙏🏽", "stop"],
    ["***stop***", "stop"],
    ["STOPALL", "stop"],
    ["stop all", "stop"],
    ["Quit", "stop"],
    ["end", "stop"],
    ["Revoke.", "stop"],
    ["opt out", "stop"],
    ["Opt   Out", "stop"],
    ["opt\nout", "stop"],
    ["optout", "stop"],
    ["OPT-OUT", "stop"],
    ["cancel", "stop"],
    ["UNSUBSCRIBE", "stop"],
    ["ARRET", "stop"],
    ["arrêt", "stop"],
    ["ARRÊT!", "stop"],
    ["arre\u0302t", "stop"],
    ["START", "start"],
    ["(start)", "start"],
    ["Unstop", "start"],
    ["HELP", "help"],
    ["help?", "help"],
    ["info", "help"],
  ] as const)("%j asks for %s", ([reply, keyword]) => {
    expect(readKeyword(reply)).toBe(keyword);
  });
});

test.for([
  "is this in stop-motion?",
  "don't stop",
  "Don’t stop the deals",
  "non-stop",
  "stopping by later",
  "please stop texting me",
  "stop it",
  "STOP 2",
  "2 stop",
  "st op",
  "the end",
  "weekend",
  "start over?",
  "helpful",
  "yes",
  "",
  " ",
  "?!",
  "👍",
  "constructor",
])("%j only contains the letters, if that", (reply) => {
  expect(readKeyword(reply)).toBeNull();
});

test("neither case nor what stands around it matters", () => {
  const around = fc.string({ unit: fc.constantFrom(" ", ".", "!", "?", "\n", "*", "🙏", "“", "-", "…", "\u200B") });
  fc.assert(
    fc.property(
      around,
      around,
      fc.infiniteStream(fc.boolean()),
      fc.constantFrom("stop", "unsubscribe", "opt out", "start", "help"),
      (before, behind, upper, word) => {
        const cased = Array.from(word, (letter) => (upper.next().value ? letter.toUpperCase() : letter)).join("");
        expect(readKeyword(`${before}${cased}${behind}`)).toBe(readKeyword(word));
      },
    ),
  );
});

test("with a letter or a digit on either side it is another text", () => {
  const letter = fc.constantFrom("a", "Z", "é", "ж", "7", "٣");
  fc.assert(
    fc.property(letter, fc.constantFrom("", " "), fc.constantFrom("quit", "cancel", "revoke"), (other, space, word) => {
      expect(readKeyword(`${other}${space}${word}`)).toBeNull();
      expect(readKeyword(`${word}${space}${other}`)).toBeNull();
    }),
  );
});

describe("what a reply is answered with", () => {
  test.for(["stop", "start", "start_orders", "help", "yes", "join"] as const)(
    "%s: names the shop, says how to go on, and fits one segment",
    (keyword) => {
      const answer = keywordAnswerOf(keyword, "Juniper & Co");
      expect(answer).toMatch(/^Juniper & Co: /);
      expect(answer).toMatch(keyword === "stop" ? /Reply START/ : /Reply STOP/);
      expect(answer.length).toBeLessThanOrEqual(160);
    },
  );

  test("a stop is confirmed without a word of marketing", () => {
    expect(keywordAnswerOf("stop", "Juniper")).not.toMatch(/sale|offer|%|\$|http|discount|deal/i);
  });

  test("within five minutes, or not at all", () => {
    expect(mayConfirm(at("2026-05-04T16:00:00Z"), at("2026-05-04T16:05:00Z"))).toBe(true);
    expect(mayConfirm(at("2026-05-04T16:00:00Z"), at("2026-05-04T16:05:00.001Z"))).toBe(false);
  });
});
