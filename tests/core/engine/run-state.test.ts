import fc from "fast-check";
import { expect, test } from "vitest";
import { openRunStates, runStateOf, runStates, type RunFacts, type RunState } from "#core/engine/run-state.ts";
import { automationStatuses, messageStatuses, sequenceStatuses } from "#core/statuses.ts";
import { formatRunWait } from "#text/run-wait.ts";

type Step = NonNullable<RunFacts["step"]>;

/** Every combination of the facts. */
function* allFacts(): Generator<RunFacts> {
  const both = [true, false];
  for (const sequenceStatus of sequenceStatuses)
    for (const automationStatus of automationStatuses) {
      yield { sequenceStatus, automationStatus, step: null };
      for (const isFirst of both)
        for (const isDue of both)
          for (const held of both)
            for (const claimed of both)
              for (const attempts of [0, 1])
                for (const deferredFor of [null, "quiet_hours", "credits_held"])
                  for (const messageStatus of [null, ...messageStatuses])
                    yield {
                      sequenceStatus,
                      automationStatus,
                      step: { isFirst, isDue, held, claimed, attempts, deferredFor, messageStatus },
                    };
    }
}

const fresh: Step = {
  isFirst: true,
  isDue: false,
  held: false,
  claimed: false,
  attempts: 0,
  deferredFor: null,
  messageStatus: null,
};
const later: Step = { ...fresh, isFirst: false };
const stateOf = (step: Step | null, rest: Partial<RunFacts> = {}): string => {
  const { state, waitsFor } = runStateOf({ sequenceStatus: "active", automationStatus: "active", ...rest, step });
  return waitsFor ? `${state}: ${waitsFor}` : state;
};

test.each<[fact: string, state: string, step: Step | null, rest?: Partial<RunFacts>]>([
  ["its first step is not due yet", "pending", fresh],
  ["its first step is due and not begun", "pending", { ...fresh, isDue: true }],
  ["a worker is at its first step", "running", { ...fresh, isDue: true, claimed: true, attempts: 1 }],
  ["a worker is at a later step", "running", { ...later, isDue: true, claimed: true, attempts: 1 }],
  ["its text is being sent", "running", { ...fresh, isDue: true, attempts: 1, messageStatus: "sending" }],
  ["its claim was given back at once", "pending", { ...fresh, isDue: true, claimed: true }],
  ["its later claim was given back at once", "waiting: turn", { ...later, isDue: true, claimed: true }],
  ["its text is tried again", "waiting: retry", { ...fresh, attempts: 1, messageStatus: "pending" }],
  ["a worker died at its step", "waiting: retry", { ...later, isDue: true, attempts: 1 }],
  ["nobody knows whether its text went out", "waiting: delivery", { ...fresh, held: true, messageStatus: "unknown" }],
  ["its next step is not due yet", "waiting: due", later],
  ["it is between two steps", "waiting: due", null],
  ["its next step is due", "waiting: turn", { ...later, isDue: true }],
  ["its first text waits for the morning", "waiting: quiet_hours", { ...fresh, deferredFor: "quiet_hours" }],
  ["the morning has come", "waiting: turn", { ...fresh, isDue: true, deferredFor: "quiet_hours" }],
  ["it waits for credits", "waiting: credits_held", { ...fresh, held: true, deferredFor: "credits_held" }],
  ["credits came, and it starts in a moment", "waiting: due", { ...fresh, deferredFor: "credits_held" }],
  ["nothing says why it is held", "waiting: release", { ...later, held: true }],
  ["its automation is off", "waiting: automation", { ...fresh, held: true }, { automationStatus: "paused" }],
  ["the run is paused", "paused", { ...fresh, held: true }, { sequenceStatus: "paused" }],
  ["the run and its automation are", "paused", fresh, { sequenceStatus: "paused", automationStatus: "paused" }],
  ["it is over", "completed", null, { sequenceStatus: "completed" }],
  [
    "it was cancelled while its text went out",
    "cancelled",
    { ...fresh, messageStatus: "sending" },
    { sequenceStatus: "cancelled" },
  ],
  ["it has failed", "failed", null, { sequenceStatus: "failed" }],
])("a run of which %s is %s", (_, state, step, rest) => {
  expect(stateOf(step, rest)).toBe(state);
});

const wrongly = (isRight: (facts: RunFacts, state: RunState, waitsFor: string | null) => boolean): RunFacts[] =>
  [...allFacts()].filter((facts) => {
    const { state, waitsFor } = runStateOf(facts);
    return !isRight(facts, state, waitsFor);
  });

test("of every combination, the state is one word, and says what it waits for exactly if it waits", () => {
  expect(
    wrongly(
      (_, state, waitsFor) =>
        runStates.includes(state) &&
        (waitsFor ? /^[A-Z]/.test(formatRunWait(waitsFor)) : true) &&
        (waitsFor !== null) === (state === "waiting"),
    ),
  ).toEqual([]);
});

test("of every combination, a run is open exactly while its sequence is active or paused", () => {
  const open: readonly RunState[] = openRunStates;
  expect(
    wrongly(({ sequenceStatus }, state) => open.includes(state) === ["active", "paused"].includes(sequenceStatus)),
  ).toEqual([]);
});

test("of every combination, a run is pending at its first step alone, and never once a worker tried it", () => {
  expect(
    wrongly(
      ({ step }, state) =>
        state !== "pending" ||
        (step !== null && step.isFirst && !step.held && step.attempts === 0 && step.deferredFor === null),
    ),
  ).toEqual([]);
});

test("whatever reason defers a step that is not due, the run waits for that reason or for its time", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.boolean(), (deferredFor, isFirst) => {
      expect(["due", deferredFor]).toContain(
        runStateOf({
          sequenceStatus: "active",
          automationStatus: "active",
          step: { ...fresh, isFirst, deferredFor },
        }).waitsFor,
      );
    }),
  );
});
