import fc from "fast-check";
import calculator from "sms-segments-calculator";
import { describe, expect, test } from "vitest";
import { countSegments } from "#core/sending/segments.ts";

describe("a text of plain characters is cut at 160, and at 153 once it has parts", () => {
  test.for([
    ["nothing", "", 1],
    ["1 letter", "a", 1],
    ["160 letters", "a".repeat(160), 1],
    ["161 letters", "a".repeat(161), 2],
    ["306 letters", "a".repeat(306), 2],
    ["307 letters", "a".repeat(307), 3],
    ["459 letters", "a".repeat(459), 3],
    ["460 letters", "a".repeat(460), 4],
    ["160 of its accents", "é".repeat(160), 1],
    ["each of its signs", "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ ¤¡ÄÖÑÜ§¿äöñüà\n", 1],
  ] as const)("%s", ([, text, segments]) => {
    expect(countSegments(text)).toMatchObject({ segments, encoding: "GSM-7", culprit: null });
  });
});

test.for(["^", "{", "}", "\\", "[", "~", "]", "|", "€"])("%s takes two places", (character) => {
  expect(countSegments(character.repeat(80))).toMatchObject({ segments: 1, encoding: "GSM-7", culprit: null });
  expect(countSegments(character.repeat(81)).segments).toBe(2);
});

describe("one character outside makes the whole text wide: 70, and 67 in parts", () => {
  test.for([
    ["70 of them", `☃${"a".repeat(69)}`, 1],
    ["71 of them", `☃${"a".repeat(70)}`, 2],
    ["134 of them", `☃${"a".repeat(133)}`, 2],
    ["135 of them", `☃${"a".repeat(134)}`, 3],
  ] as const)("%s", ([, text, segments]) => {
    expect(countSegments(text)).toMatchObject({ segments, encoding: "UCS-2" });
  });
});

test("an emoji takes two places", () => {
  expect(countSegments("👍".repeat(35))).toMatchObject({ segments: 1, characters: 35 });
  expect(countSegments("👍".repeat(36)).segments).toBe(2);
});

test("characters are counted as people see them", () => {
  expect(countSegments("👨‍👩‍👧 hi").characters).toBe(4);
});

describe("the culprit is the first character that did it", () => {
  test.for([
    ["it’s here, 👍", "’"],
    ["👍 it’s here", "👍"],
    ["Crème brûlée", "û"],
    ["“Hello”", "“"],
    ["3 – 5", "–"],
    ["it's here", null],
  ] as const)("%s: %s", ([text, culprit]) => {
    expect(countSegments(text).culprit).toBe(culprit);
  });
});

test("more text never takes fewer segments, and counting again counts the same", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), fc.string({ maxLength: 200, unit: "grapheme" }), (text, more) => {
      const count = countSegments(text);
      expect(countSegments(`${text} ${more}`).segments).toBeGreaterThanOrEqual(count.segments);
      expect(countSegments(text)).toEqual(count);
    }),
  );
});

test("the fast path gives the calculator's result", () => {
  const plain = "abcXYZ019 @£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ!\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà\n";
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...Array.from(plain)), maxLength: 700, size: "max" }), (text) => {
      const { segmentsCount, encodingName, numberOfCharacters } = new calculator.SegmentedMessage(text);
      expect(countSegments(text)).toEqual({
        segments: Math.max(1, segmentsCount),
        encoding: encodingName,
        characters: numberOfCharacters,
        culprit: null,
      });
    }),
  );
});
