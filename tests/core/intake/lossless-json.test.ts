import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseLossless } from "#core/intake/normalize.ts";

const held = fc.oneof(
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((x) => !Number.isInteger(x) || Number.isSafeInteger(x)),
);
const json = fc
  .letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      held,
      fc.string(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(fc.string(), tie("value"), { maxKeys: 4 }),
    ),
  }))
  .value.map((value) => JSON.stringify(value));
const long = fc.bigInt({ min: 2n ** 53n, max: 10n ** 40n }).chain((id) => fc.constantFrom(id, -id));

test("what a double can hold is read as JSON.parse reads it", () => {
  fc.assert(
    fc.property(json, (text) => {
      expect(JSON.stringify(parseLossless(text))).toBe(JSON.stringify(JSON.parse(text)));
    }),
  );
});

test("a long number beside it changes nothing of the rest", () => {
  fc.assert(
    fc.property(json, long, (text, id) => {
      const [rest, exact] = parseLossless(`[${text},${id}]`) as [unknown, unknown];
      expect(JSON.stringify(rest)).toBe(JSON.stringify(JSON.parse(text)));
      expect(exact).toBe(String(id));
    }),
  );
});

test("a number too long for a double is its exact text, wherever it stands", () => {
  fc.assert(
    fc.property(long, fc.constantFrom("", " ", "\n\t"), (id, space) => {
      expect(parseLossless(`{"id":${space}${id}}`)).toEqual({ id: String(id) });
      expect(parseLossless(`[${space}${id}${space},${space}${id}]`)).toEqual([String(id), String(id)]);
    }),
  );
});

describe("at the edge of what a double holds", () => {
  test.for([
    ["9007199254740991", 9_007_199_254_740_991],
    ["-9007199254740991", -9_007_199_254_740_991],
    ["9007199254740992", "9007199254740992"],
    ["9007199254740993", "9007199254740993"],
    ["-9007199254740993", "-9007199254740993"],
    ["1234567890123456", 1_234_567_890_123_456],
    ["12345678901234567890123", "12345678901234567890123"],
  ] as const)("%s is %j", ([digits, value]) => {
    expect(parseLossless(`{"id":${digits}}`)).toEqual({ id: value });
  });
});

test("digits within a text are a text", () => {
  expect(parseLossless('{"note":"call: 12345678901234567890", "id": 1}')).toEqual({
    note: "call: 12345678901234567890",
    id: 1,
  });
});

test("invalid JSON is rejected", () => {
  for (const text of ["", "{", "[12345678901234567890,]", "{'id':1}"])
    expect(() => parseLossless(text)).toThrow(SyntaxError);
});
