import fc from "fast-check";
import { expect, test } from "vitest";
import { Temporal } from "#core/time/time.ts";
import { slotFor } from "#sandbox/history/slots.ts";

const FROM = Temporal.Instant.from("2026-09-01T00:00:00Z").epochMilliseconds;
const instants = fc
  .integer({ min: 0, max: 100 * 24 * 60 * 60_000 })
  .map((ms) => Temporal.Instant.fromEpochMilliseconds(FROM + ms));

test("a slot is not before the moment, at most a night later, and its own slot", () => {
  fc.assert(
    fc.property(instants, (at) => {
      const slot = slotFor(at, "a seed");
      expect(slot.since(at).total("minutes")).toBeGreaterThanOrEqual(0);
      expect(slot.since(at).total("hours")).toBeLessThan(7);
      expect(slotFor(slot, "a seed").equals(slot)).toBe(true);
    }),
  );
});
