import { expect, test } from "vitest";
import { Temporal } from "#core/time/time.ts";
import { startOf } from "../../../bin/sandbox/env.ts";
import { nextHour } from "../../../bin/sandbox/sandbox-clock.ts";

test("a sandbox begins with a history unless it is told otherwise", () => {
  expect(startOf(undefined)).toBe("history");
  expect(startOf("")).toBe("history");
  expect(startOf("furnished")).toBe("furnished");
  expect(startOf("empty")).toBe("empty");
  expect(() => startOf("full")).toThrow('SANDBOX_START must be history, furnished, empty, not "full"');
});

test("an hour of the day comes next in the store's time zone, also across a change of the clocks", () => {
  const at = (now: string, hour: string) => nextHour(Temporal.Instant.from(now), hour).toString();
  expect(at("2026-12-01T18:40:00Z", "22")).toBe("2026-12-02T03:00:00Z");
  expect(at("2026-12-01T18:40:00Z", "13")).toBe("2026-12-02T18:00:00Z");
  expect(at("2026-10-31T18:00:00Z", "8")).toBe("2026-11-01T13:00:00Z");
  expect(() => at("2026-12-01T18:40:00Z", "24")).toThrow("SANDBOX_HOUR must be an hour of the day");
});
