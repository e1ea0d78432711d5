import { describe, expect, test } from "vitest";
import { loopCheck, MAX_ENTRIES_PER_HOUR, MAX_OWN_ACTIONS } from "#core/engine/entry.ts";
import { at } from "../instant.ts";

const NOW = at("2026-05-04T16:00:00Z");
const entries = (count: number, minutesAgo = 1) =>
  Array.from({ length: count }, () => NOW.subtract({ minutes: minutesAgo }));

describe("a loop is stopped", () => {
  test.for([
    ["where more of our own actions lie before it than may", MAX_OWN_ACTIONS + 1, []],
    ["where somebody has come in too often within the hour, though nothing says why", 0, entries(MAX_ENTRIES_PER_HOUR)],
  ] as const)("%s", ([, hop, lately]) => {
    expect(loopCheck(hop, lately, NOW)).toMatchObject({
      guard: "loops",
      answer: "skip",
      reason: "loop_stopped",
      saw: { own_actions_before: hop, entries_within_an_hour: lately.length },
    });
  });
});

describe("it is no loop", () => {
  test.for([
    ["where as many of our own actions lie before it as may", MAX_OWN_ACTIONS, []],
    ["where somebody has come in often, but not too often", 0, entries(MAX_ENTRIES_PER_HOUR - 1)],
    ["where it was an hour ago", 0, entries(100, 60)],
  ] as const)("%s", ([, hop, before]) => {
    const check = loopCheck(hop, before, NOW);
    expect(check.answer).toBe("pass");
    expect(check).not.toHaveProperty("reason");
  });
});
