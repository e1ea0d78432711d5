import { describe, expect, test } from "vitest";
import { creditsCheck, isRenderable } from "#core/sending/guards/content.ts";
import { dueFacts } from "./facts.ts";

const check = (body: string) => isRenderable.check(dueFacts(), { body });

test("a text that could not be written is not sent, and says why not", () => {
  expect(isRenderable.check(dueFacts(), { refused: "template_error", detail: "undefined filter" })).toEqual({
    answer: "skip",
    reason: "template_error",
    saw: { problem: "undefined filter" },
  });
});

describe("a text of", () => {
  test.for([
    ["nothing", "", { answer: "skip", reason: "message_empty", saw: { characters: 0 } }],
    ["a word", "Hello", { answer: "pass", saw: { characters: 5, segments: 1, encoding: "GSM-7" } }],
    ["a snowman", "☃", { answer: "pass", saw: { characters: 1, segments: 1, encoding: "UCS-2" } }],
    ["ten parts", "a".repeat(1_530), { answer: "pass", saw: { characters: 1_530, segments: 10 } }],
    [
      "eleven parts",
      "a".repeat(1_531),
      { answer: "skip", reason: "message_too_long", saw: { characters: 1_531, segments: 11 } },
    ],
    ["ten wide parts", "☃".repeat(670), { answer: "pass", saw: { segments: 10, encoding: "UCS-2" } }],
    ["eleven wide parts", "☃".repeat(671), { answer: "skip", reason: "message_too_long", saw: { segments: 11 } }],
  ] as const)("%s", ([, body, answer]) => {
    expect(check(body)).toMatchObject(answer);
  });
});

test("how long a text may be is cited", () => {
  for (const body of ["Hello", "a".repeat(1_700)])
    expect(check(body).rule).toBe("at most 1600 characters in 10 segments");
});

test("credits that do not suffice skip a text, and show what was there", () => {
  expect(creditsCheck(2, 5, true)).toEqual({ guard: "credits", answer: "pass", saw: { needed: 2, balance: 5 } });
  expect(creditsCheck(2, 1, false)).toEqual({
    guard: "credits",
    answer: "skip",
    reason: "insufficient_credits",
    saw: { needed: 2, balance: 1 },
  });
});
