import fc from "fast-check";
import { expect, test } from "vitest";
import { parseLossless } from "#core/intake/normalize.ts";
import { storable } from "#core/storable-text.ts";

const NOTHING = "\0";
const HALF = "\ud83d";

test.each<[unknown, unknown]>([
  [`STOP${NOTHING}`, "STOP"],
  [`#1042${HALF}`, "#1042\ufffd"],
  ["😀 ok", "😀 ok"],
  [{ [`a${NOTHING}`]: [`b${HALF}`, 1, null, true] }, { a: ["b\ufffd", 1, null, true] }],
])("%j becomes %j", (value, stored) => {
  expect(storable(value)).toEqual(stored);
});

/** Texts of any code units: half characters and NUL among them. */
const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0, 0xd83d, 0xde00)), { maxLength: 12 })
  .map((units) => String.fromCharCode(...units));
const anyJson = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: "small" }, anyText, fc.integer(), fc.constant(null), tie("list"), tie("object")),
  list: fc.array(tie("value"), { maxLength: 4 }),
  object: fc.dictionary(anyText, tie("value"), { maxKeys: 4 }),
})).value;
const textsIn = (value: unknown): string[] =>
  typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null
      ? [...Object.keys(value), ...Object.values(value).flatMap(textsIn)]
      : [];

test("no body from outside, however it escapes, has a text that the database cannot hold", () => {
  fc.assert(
    fc.property(anyJson, (value) => {
      for (const text of textsIn(parseLossless(JSON.stringify(value))))
        expect([text.includes(NOTHING), text.isWellFormed()]).toEqual([false, true]);
    }),
  );
});

test("a value without such a text is kept as it is", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      fc.pre(textsIn(value).every((text) => text.isWellFormed() && !text.includes(NOTHING)));
      expect(JSON.stringify(storable(value))).toBe(JSON.stringify(value));
    }),
  );
});
