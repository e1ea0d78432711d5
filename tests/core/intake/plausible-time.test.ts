import fc from "fast-check";
import { expect, test } from "vitest";
import { EARLIEST, readPlausibleTime } from "#core/intake/plausible-time.ts";
import { Temporal } from "#core/time/time.ts";

const now = Temporal.Instant.from("2026-03-02T15:00:00.217Z");

test.each([
  ["2026-03-02T14:59:58.001Z", "2026-03-02T14:59:58.001Z"],
  ["2026-03-02T10:04:00-05:00", "2026-03-02T15:04:00Z"],
  ["2026-03-02T15:06:00Z", null],
  ["1999-12-31T23:59:59Z", null],
  ["-271821-04-20T00:00:00Z", null],
  ["+275760-09-13T00:00:00Z", null],
  ["soon", null],
  ["", null],
  [null, null],
])("%s is read as %s", (text, at) => {
  expect(readPlausibleTime(text, now)?.toString() ?? null).toBe(at);
});

test("whatever a header holds, a time that is read can be stored", () => {
  const texts = fc.oneof(
    fc.string(),
    fc
      .integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 })
      .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms).toString()),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const at = readPlausibleTime(text, now);
      if (!at) return;
      expect(Temporal.Instant.compare(at, EARLIEST)).not.toBe(-1);
      expect(at.toString()).toMatch(/^\d{4}-/);
    }),
  );
});
