import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { identificationCheck, identify } from "#core/sending/identification.ts";

const shopName = "Juniper & Co";
const first = (body: string, name = shopName) =>
  identify(body, { shopName: name, first: true, optOutLink: null, language: "en" });

describe("the first marketing text to a number names the shop and says how to stop", () => {
  test.for([
    ["neither said", "Come back soon!", "Juniper & Co: Come back soon! Reply STOP to opt out"],
    ["a sentence without its end gets one", "Come back soon", "Juniper & Co: Come back soon. Reply STOP to opt out"],
    [
      "a link gets none, lest it become a part of it",
      "Your cart: https://juniper.example/c/1",
      "Juniper & Co: Your cart: https://juniper.example/c/1 Reply STOP to opt out",
    ],
    ["the shop named", "Hi from Juniper & Co!", "Hi from Juniper & Co! Reply STOP to opt out"],
    ["the shop named in other letters", "JUNIPER & CO misses you!", "JUNIPER & CO misses you! Reply STOP to opt out"],
    ["how to stop said", "Sale! Reply STOP to unsubscribe.", "Juniper & Co: Sale! Reply STOP to unsubscribe."],
    ["how to stop said shortly", "Sale! STOP to end", "Juniper & Co: Sale! STOP to end"],
    ["how to stop said in French", "Soldes ! Répondez STOP", "Juniper & Co: Soldes ! Répondez STOP"],
    ["both said", "Juniper & Co: sale! Text STOP to quit", "Juniper & Co: sale! Text STOP to quit"],
    ["the word in another sense", "Don't stop shopping!", "Juniper & Co: Don't stop shopping! Reply STOP to opt out"],
    ["the word alone, loud", "DON'T STOP NOW!", "Juniper & Co: DON'T STOP NOW! Reply STOP to opt out"],
    ["nothing: still nothing", "", ""],
  ] as const)("%s", ([, body, text]) => {
    expect(first(body)).toBe(text);
  });
});

test.for([
  ["Gap", "Mind the gaping hole!", "Gap: Mind the gaping hole! Reply STOP to opt out"],
  ["a+b (c)", "a+b (c) calls!", "a+b (c) calls! Reply STOP to opt out"],
  ["", "Sale!", "Sale! Reply STOP to opt out"],
  [" Élan ", "Sale!", "Élan: Sale! Reply STOP to opt out"],
  ["L’Oie", "From L'Oie!", "From L'Oie! Reply STOP to opt out"],
] as const)("a shop called %j", ([name, body, text]) => {
  expect(first(body, name)).toBe(text);
});

test("a later text is left as it is", () => {
  expect(identify("Come back soon", { shopName, first: false, optOutLink: null, language: "en" })).toBe(
    "Come back soon",
  );
});

test("done twice it is done once", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: "grapheme" })), fc.string({ minLength: 1 }), (body, name) => {
      const once = first(body, name);
      expect(first(once, name)).toBe(once);
    }),
  );
});

test("the explanation shows what the text had of itself, and cites the rule", () => {
  expect(
    identificationCheck("Juniper & Co: sale!", { shopName, first: true, optOutLink: null, language: "en" }),
  ).toEqual({
    guard: "identification",
    answer: "pass",
    saw: { first_marketing_text: true, names_the_shop: true, says_how_to_stop: false },
    rule: "first-text-identifies@2026-11",
  });
});

describe("a text from a name, which nobody can answer, has a link to opt out", () => {
  const LINK = "https://bell.example/u/4k7p2m9x3ab";
  const byLink = (body: string, isFirst = false) =>
    identify(body, { shopName, first: isFirst, optOutLink: LINK, language: "en" });

  test.for([
    ["at its end", "Sale!", `Sale! Opt out: ${LINK}`],
    ["after a full stop", "Sale", `Sale. Opt out: ${LINK}`],
    ["in the place of STOP", "Sale! Reply STOP to opt out", `Sale! Opt out: ${LINK}`],
    ["in the place of a short STOP", "Sale! STOP to end.", `Sale! Opt out: ${LINK}`],
    [
      "and keeps the links around the notice",
      "Text STOP to quit https://a.example/b for more",
      `https://a.example/b for more. Opt out: ${LINK}`,
    ],
    ["the notice in the middle", "Hi. Reply STOP to end. See you", `Hi. See you. Opt out: ${LINK}`],
    ["with HELP after it", "Sale! Reply STOP to stop, HELP for help.", `Sale! Opt out: ${LINK}`],
    ["with HELP before it", "Sale! Reply HELP for help, STOP to cancel.", `Sale! Opt out: ${LINK}`],
    ["the word in another sense", "Don't stop shopping!", `Don't stop shopping! Opt out: ${LINK}`],
    ["nothing: still nothing", " ", " "],
  ] as const)("%s", ([, body, text]) => {
    expect(byLink(body)).toBe(text);
  });

  test("the first one names the shop too", () => {
    expect(byLink("Sale!", true)).toBe(`Juniper & Co: Sale! Opt out: ${LINK}`);
  });
});
