import { describe, expect, test } from "vitest";
import type { Check } from "#core/activity/explanation.ts";
import {
  concludeStep,
  concludeFailed,
  concludeAction,
  concludeSkipped,
  retryOrFail,
  type SequencePosition,
} from "#core/engine/conclude.ts";
import { definitionOf, pause, say } from "../definitions.ts";
import { at } from "../instant.ts";

const NOW = at("2026-05-04T16:00:00Z");
const LATER = NOW.add({ hours: 3 });
const checks: Check[] = [{ guard: "consent", answer: "pass", saw: {} }];
const definition = definitionOf({
  steps: [
    say("hello"),
    {
      id: "chance",
      type: "split",
      arms: [
        { id: "a", weight: 1, steps: [pause("pause", 1, "days")] },
        { id: "b", weight: 1, steps: [] },
      ],
    },
    { ...say("again"), onError: { retry: 2, wait: { amount: 10, unit: "minutes" }, then: "continue" } },
    say("bye"),
  ],
});
const standing = (stepId: string, different: Partial<SequencePosition> = {}): SequencePosition => ({
  now: NOW,
  timezone: "America/New_York",
  shopTimezone: "America/New_York",
  values: {},
  definition,
  stepId,
  attempts: 1,
  running: true,
  ...different,
});
const executed = { kind: "executed", at: NOW };
const next = (stepId: string, dueAt = NOW) => ({ kind: "next", stepId, dueAt });

describe("a decision comes to", () => {
  test.for([
    [
      "the next step, with nothing to tell, where it only waited",
      { kind: "done" },
      "hello",
      { end: executed, log: null, then: next("chance") },
    ],
    [
      "the arm that was chosen, told as done",
      { kind: "choose", arm: "a", reason: null },
      "chance",
      { end: executed, log: { status: "done", reason: null, checks }, then: next("pause", NOW.add({ hours: 24 })) },
    ],
    [
      "the way past, with its reason, where somebody is held out",
      { kind: "choose", arm: "b", reason: "holdout" },
      "chance",
      { end: executed, log: { status: "done", reason: "holdout", checks }, then: next("again") },
    ],
    [
      "the end, told as done, where a step says to leave",
      { kind: "leave" },
      "hello",
      {
        end: executed,
        log: { status: "done", reason: null, checks },
        then: { kind: "ended", status: "completed", because: "left" },
      },
    ],
    [
      "the next step, told as skipped, where a guard said no",
      { kind: "skip", reason: "no_consent" },
      "hello",
      { end: executed, log: { status: "skipped", reason: "no_consent", checks }, then: next("chance") },
    ],
    [
      "a failed step and the end, where it cannot be done",
      { kind: "fail", reason: "template_error", detail: "body: no" },
      "hello",
      {
        end: { kind: "failed", at: NOW, error: "body: no" },
        log: { status: "failed", reason: "template_error", checks },
        then: { kind: "ended", status: "failed", because: null },
      },
    ],
    [
      "a failed step and the next, where failing does not matter",
      { kind: "fail", reason: "template_error", detail: "no" },
      "again",
      {
        end: { kind: "failed", at: NOW, error: "no" },
        log: { status: "failed", reason: "template_error", checks },
        then: next("bye"),
      },
    ],
    [
      "another time, told when that comes",
      { kind: "defer", reason: "quiet_hours", until: LATER },
      "hello",
      {
        end: { kind: "later", dueAt: LATER, deferral: { reason: "quiet_hours", checks }, error: null },
        log: null,
        then: null,
      },
    ],
    [
      "waiting for whoever lets it go",
      { kind: "hold", reason: "automation_paused" },
      "hello",
      { end: { kind: "held", deferral: { reason: "automation_paused", checks }, error: null }, log: null, then: null },
    ],
    [
      "the end of the sequence, told as skipped",
      { kind: "exit", reason: "exited" },
      "hello",
      {
        end: { kind: "cancelled", at: NOW },
        log: { status: "skipped", reason: "exited", checks },
        then: { kind: "ended", status: "cancelled", because: "exited" },
      },
    ],
  ] as const)("%s", ([, decision, stepId, conclusion]) => {
    expect(concludeStep({ ...decision, checks }, standing(stepId))).toEqual(conclusion);
  });

  test("does not advance an ended sequence", () => {
    const ended = standing("hello", { running: false });
    expect(concludeStep({ kind: "done", checks }, ended).then).toBeNull();
    expect(concludeSkipped(ended, "no_consent", checks).then).toBeNull();
    expect(concludeAction(ended, checks, "sent").then).toBeNull();
    expect(concludeFailed(ended, "action_error", "no", checks).then).toBeNull();
  });
});

test("a successful step is logged as sent or done, and the sequence advances", () => {
  for (const status of ["sent", "done"] as const)
    expect(concludeAction(standing("hello"), checks, status)).toEqual({
      end: executed,
      log: { status, reason: null, checks },
      then: next("chance"),
    });
});

describe("what was tried in vain", () => {
  const tried = (stepId: string, tries: number, notBefore: typeof NOW | null = null) =>
    retryOrFail(standing(stepId, { attempts: tries }), "action_error", "no answer", checks, notBefore);

  test("is retried by its error rule with doubled delays, then logged", () => {
    expect(tried("again", 1)).toEqual({
      end: { kind: "later", dueAt: NOW.add({ minutes: 10 }), deferral: null, error: "no answer" },
      log: null,
      then: null,
    });
    expect(tried("again", 2).end).toMatchObject({ dueAt: NOW.add({ minutes: 20 }) });
    expect(tried("again", 3)).toEqual({
      end: { kind: "failed", at: NOW, error: "no answer" },
      log: { status: "failed", reason: "action_error", checks },
      then: next("bye"),
    });
  });

  test("is not tried before the other side wants it, nor sooner than the step does", () => {
    expect(tried("again", 1, LATER).end).toMatchObject({ dueAt: LATER });
    expect(tried("again", 1, NOW.add({ seconds: 30 })).end).toMatchObject({ dueAt: NOW.add({ minutes: 10 }) });
  });

  test("ends the sequence at once where its step says nothing of trying, or is gone", () => {
    expect(tried("hello", 1)).toMatchObject({ end: { kind: "failed" }, then: { status: "failed" } });
    expect(tried("gone", 1)).toMatchObject({
      end: { kind: "failed" },
      then: { status: "failed", because: "step_missing" },
    });
  });
});
