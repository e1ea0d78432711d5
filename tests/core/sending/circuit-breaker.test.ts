import { expect, test } from "vitest";
import { afterCall, closedBreaker, mayCall, type Breaker } from "#core/sending/circuit-breaker.ts";
import { Temporal, type Instant } from "#core/time/time.ts";

const START = Temporal.Instant.from("2026-03-02T15:00:00Z");
const at = (seconds: number): Instant => START.add({ seconds });

/** A timeline of calls at these seconds: "+" answered, "-" not answered; a blocked call shows until when. */
function live(
  calls: readonly [second: number, answered: "+" | "-"][],
  breaker: Breaker = closedBreaker,
): { told: (string | number)[]; breaker: Breaker } {
  const answers: (string | number)[] = [];
  for (const [second, answered] of calls) {
    const asked = mayCall(breaker, at(second));
    breaker = asked.breaker;
    if (asked.answer.call) {
      answers.push(answered);
      breaker = afterCall(breaker, asked.answer.era, answered === "+", at(second));
    } else answers.push(asked.answer.until.since(START).total("seconds"));
  }
  return { told: answers, breaker };
}

const failing = (from: number, count: number): [number, "-"][] =>
  Array.from({ length: count }, (_, index) => [from + index, "-"]);

test("a few failures in a row, and it rests", () => {
  expect(live([...failing(0, 5), [5, "+"], [20, "+"]]).told).toEqual(["-", "-", "-", "-", "-", 34, 34]);
});

test("a failure now and then is nothing", () => {
  expect(live([...failing(0, 4), [4, "+"], ...failing(5, 4), [9, "+"]]).told).not.toContain(34);
});

test("failures far apart are not in a row", () => {
  expect(
    live([
      [0, "-"],
      [200, "-"],
      [400, "-"],
      [600, "-"],
      [800, "-"],
      [1_000, "-"],
      [1_001, "+"],
    ]).told.at(-1),
  ).toBe("+");
});

test("after its rest it tries one call; the others wait for that one's answer", () => {
  const { breaker } = live(failing(0, 5));
  const trial = mayCall(breaker, at(34));
  expect(trial.answer).toMatchObject({ call: true });
  expect(mayCall(trial.breaker, at(35)).answer).toEqual({ call: false, until: at(94) });
  const answered = afterCall(trial.breaker, breaker.era, true, at(36));
  expect(mayCall(answered, at(36)).answer).toMatchObject({ call: true });
  expect(live(failing(37, 4), answered).told).toEqual(["-", "-", "-", "-"]);
});

test("each trial that fails doubles the rest, up to a quarter of an hour", () => {
  let { breaker } = live(failing(0, 5));
  const rests: number[] = [];
  let now = at(4);
  for (let trial = 0; trial < 7; trial++) {
    rests.push((breaker.restsUntil ?? now).since(now).total("seconds"));
    now = breaker.restsUntil ?? now;
    const asked = mayCall(breaker, now);
    breaker = afterCall(asked.breaker, asked.breaker.era, false, now);
  }
  expect(rests).toEqual([30, 60, 120, 240, 480, 900, 900]);
});

test("a trial whose answer never comes does not stop it for ever", () => {
  const { breaker } = live(failing(0, 5));
  const { breaker: trying } = mayCall(breaker, at(40));
  expect(mayCall(trying, at(99)).answer).toMatchObject({ call: false });
  expect(mayCall(trying, at(100)).answer).toMatchObject({ call: true });
});

test("results of calls from before the pause are ignored", () => {
  const early = mayCall(closedBreaker, at(0)).answer;
  const { breaker } = live(failing(0, 5));
  expect(afterCall(breaker, early.call ? early.era : -1, true, at(6))).toBe(breaker);
  expect(afterCall(breaker, early.call ? early.era : -1, false, at(6))).toBe(breaker);
});
