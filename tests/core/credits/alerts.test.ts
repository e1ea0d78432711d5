import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alertText } from "#core/credits/alert-text.ts";
import { alertOf, thresholdCrossed, endedAlerts } from "#core/credits/alerts.ts";

test.for([
  [51, 50, 50, null],
  [50, 49, 50, "fell"],
  [100, 0, 50, "fell"],
  [49, 10, 50, null],
  [49, 50, 50, "rose"],
  [0, 500, 50, "rose"],
  [60, 70, 50, null],
  [1, 0, 0, null],
] as const)("from %i to %i passes %i: %s", ([before, after, threshold, passed]) => {
  expect(thresholdCrossed(before, after, threshold)).toBe(passed);
});

describe("a merchant with an alert threshold of 50 is alerted", () => {
  test.for([
    ["that it runs low", 50, 49, "credits_low"],
    ["nothing while it goes on falling", 49, 20, null],
    ["that it is empty", 20, 0, "credits_empty"],
    ["the worse of the two at once", 60, 0, "credits_empty"],
    ["nothing of a rise", 0, 49, null],
    ["nothing while it stays empty", 0, 0, null],
  ] as const)("%s", ([, before, after, alert]) => {
    expect(alertOf({ before, after, toppedUp: false }, 50)).toBe(alert);
  });

  test("and one who asks for nothing, only of nothing", () => {
    expect(alertOf({ before: 5, after: 1, toppedUp: false }, 0)).toBeNull();
    expect(alertOf({ before: 1, after: 0, toppedUp: false }, 0)).toBe("credits_empty");
  });
});

describe("an alert ends", () => {
  test.for([
    ["both by a top-up over the threshold", 60, true, ["credits_low", "credits_empty"]],
    ["only the emptiness by a small one", 20, true, ["credits_empty"]],
    ["neither by one that leaves nothing", 0, true, []],
    ["neither by credits that a text gave back", 60, false, []],
  ] as const)("%s", ([, after, toppedUp, over]) => {
    expect(endedAlerts({ before: 0, after, toppedUp }, 50)).toEqual(over);
  });
});

test("whatever the balance does, an alert stands from the fall until a top-up ends it", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ by: fc.integer({ min: -40, max: 40 }), toppedUp: fc.boolean() })),
      fc.nat(60),
      (moves, threshold) => {
        let balance = 100;
        // As in the notifications' keys.
        const sentKeys = new Set<string>();
        for (const { by, toppedUp } of moves) {
          const move = { before: balance, after: Math.max(0, balance + by), toppedUp: toppedUp && by > 0 };
          balance = move.after;
          const before = new Set(sentKeys);
          for (const kind of endedAlerts(move, threshold)) sentKeys.delete(kind);
          const alert = alertOf(move, threshold);
          if (alert) sentKeys.add(alert);
          const stands = {
            empty: balance > 0 || sentKeys.has("credits_empty"),
            low: thresholdCrossed(move.before, balance, threshold) !== "fell" || sentKeys.size > 0,
            kept: move.toppedUp || [...before].every((kind) => sentKeys.has(kind)),
            ended: !move.toppedUp || balance < Math.max(1, threshold) || sentKeys.size === 0,
          };
          expect(stands).toEqual({ empty: true, low: true, kept: true, ended: true });
        }
      },
    ),
  );
});

test("the text names the balance and the forecast", () => {
  expect(alertText.credits_low(49, 3)).toEqual({
    title: "Your credits are running low",
    body:
      "49 credits are left. At the pace of the last days they last about 3 more days. Buy credits " +
      "in time, and no text is skipped.",
  });
  expect(alertText.credits_low(1_200, null).body).toBe(
    "1,200 credits are left. Buy credits in time, and no text is skipped.",
  );
  expect(alertText.credits_empty(0, null).body).toBe(
    "All credits are used up. Buy credits, and the next texts go out as usual.",
  );
  expect(alertText.credits_empty(1, null).body).toBe(
    "1 credit is left. The next text costs more. Buy credits, and the next texts go out as usual.",
  );
});
