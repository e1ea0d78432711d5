import fc from "fast-check";
import { expect, test } from "vitest";
import { instantIn } from "#core/intake/shapes.ts";
import { Temporal } from "#core/time/time.ts";

function read(value: string): string | null {
  try {
    return Temporal.Instant.from(value).toString();
  } catch {
    return null;
  }
}

const two = (most: number) => fc.integer({ min: 0, max: most }).map((digits) => String(digits).padStart(2, "0"));
const moment = fc
  .tuple(
    fc.integer({ min: 0, max: 9_999 }).map((year) => String(year).padStart(4, "0")),
    two(13),
    two(32),
    two(25),
    two(61),
    two(61),
    fc.constantFrom("", ".0", ".5", ".120", ".007", ".1234", ".000000001"),
    fc.oneof(
      fc.constantFrom("Z", "", "z", "+00:00", "-00:00", "+0530"),
      fc.tuple(two(25), two(61)).map((at) => `-${at.join(":")}`),
    ),
  )
  .map(
    ([year, month, day, hour, minute, second, part, zone]) =>
      `${year}-${month}-${day}T${hour}:${minute}:${second}${part}${zone}`,
  );

test("a moment of a body reads as Temporal reads it, or as none", () => {
  fc.assert(
    fc.property(moment, (text) => {
      expect(instantIn(text)).toBe(read(text));
    }),
    { numRuns: 2_000 },
  );
});

test.for([null, 5, {}, "", "soon", "2026-03-02"])("%j is no moment", (value) => {
  expect(instantIn(value)).toBeNull();
});
