import fc from "fast-check";
import { expect, test } from "vitest";
import { pauseAfter, type SenderPause } from "#core/sending/sender-pause.ts";
import { Temporal } from "#core/time/time.ts";

const START = Temporal.Instant.from("2026-03-02T15:00:00Z");
const at = (seconds: number) => START.add({ milliseconds: Math.round(seconds * 1_000) });
const secondsOf = (pause: SenderPause) => pause.until.since(START).total("seconds");

/** Answers of 429 at these seconds; each with what Retry-After asks. */
const told = (...answers: [second: number, asked?: number][]) => {
  let pause: SenderPause | null = null;
  return answers.map(([second, asked]) => {
    pause = pauseAfter(pause, asked ?? null, at(second));
    return secondsOf(pause);
  });
};

test.for<[string, [number, number?][], number[]]>([
  ["the first pause is short", [[0]], [2]],
  ["calls that were under way do not lengthen it", [[0], [0.1], [1.9]], [2, 2, 2]],
  ["pauses in a row double", [[0], [2.3], [6.5], [15]], [2, 6.3, 14.5, 31]],
  ["up to a minute", [[0], [2], [6], [14], [30], [62], [122], [182]], [2, 6, 14, 30, 62, 122, 182, 242]],
  ["a pause long ago is forgotten", [[0], [2.5], [200]], [2, 6.5, 202]],
  ["it lasts as long as it is asked", [[0, 17]], [17]],
  [
    "the longest of several counts",
    [
      [0, 5],
      [0.2, 9],
      [0.4, 3],
    ],
    [5, 9.2, 9.2],
  ],
  ["but no more than a quarter of an hour", [[0, 90_000]], [900]],
  ["and no less than a second", [[0, 0]], [1]],
])("%s", ([, answers, until]) => {
  expect(told(...answers)).toEqual(until);
});

test("a pause never ends before it began, and never moves back while it lasts", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 90 }), fc.option(fc.integer({ min: -5, max: 2_000 })))),
      (steps) => {
        let second = 0;
        let pause: SenderPause | null = null;
        for (const [later, asked] of steps) {
          second += later;
          const before: SenderPause | null = pause;
          pause = pauseAfter(before, asked, at(second));
          expect(secondsOf(pause)).toBeGreaterThan(second);
          if (before) expect(secondsOf(pause)).toBeGreaterThanOrEqual(Math.min(secondsOf(before), secondsOf(pause)));
          if (before && secondsOf(before) > second) expect(secondsOf(pause)).toBeGreaterThanOrEqual(secondsOf(before));
        }
      },
    ),
  );
});
