import { describe, expect, test } from "vitest";
import { continuesAfterFailure, onError, retryAt } from "#core/actions/on-error.ts";
import { at } from "../instant.ts";

const NOW = at("2026-05-04T16:00:00Z");
const rule = onError.parse({ retry: 3, wait: { amount: 10, unit: "minutes" }, then: "continue" });

describe("a failed step is tried again", () => {
  test("as often as its rule says, each time after twice the wait", () => {
    expect([1, 2, 3, 4].map((tries) => retryAt(rule, tries, NOW)?.since(NOW).total("minutes") ?? null)).toEqual([
      10,
      20,
      40,
      null,
    ]);
  });

  test("not at all, where it just stops or goes on", () => {
    expect(retryAt("stop", 1, NOW)).toBeNull();
    expect(retryAt("continue", 1, NOW)).toBeNull();
  });

  test("at once, where its wait is none", () => {
    expect(retryAt(onError.parse({ retry: 1, wait: { amount: 0, unit: "minutes" } }), 1, NOW)).toEqual(NOW);
  });
});

test("the sequence goes on after it, or stops, as the rule says in the end", () => {
  expect([
    continuesAfterFailure("stop"),
    continuesAfterFailure("continue"),
    continuesAfterFailure(rule),
    continuesAfterFailure(onError.parse({ retry: 1 })),
  ]).toEqual([false, true, true, false]);
});

test("the default is to stop", () => {
  expect(onError.parse(undefined)).toBe("stop");
  expect(onError.safeParse({ retry: 11 }).error?.issues[0]?.message).toBe("is more than 10 tries");
});
