import { describe, expect, test } from "vitest";
import { automationActive, notExited, sequenceActive, shopInstalled } from "#core/sending/guards/eligibility.ts";
import { dueFacts, NOON } from "./facts.ts";

test("a shop that has the app goes on; one that removed it is left", () => {
  expect(shopInstalled.check(dueFacts())).toEqual({ answer: "pass", saw: { installed: true } });
  expect(shopInstalled.check(dueFacts({ shop: { installed: false } }))).toEqual({
    answer: "exit",
    reason: "shop_uninstalled",
    saw: { installed: false },
  });
});

describe("an automation that is", () => {
  test.for([
    ["active", { answer: "pass" }],
    ["paused", { answer: "hold", reason: "automation_paused" }],
    ["draft", { answer: "hold", reason: "automation_paused" }],
    ["archived", { answer: "exit", reason: "automation_archived" }],
  ] as const)("%s: %j", ([status, answer]) => {
    expect(automationActive.check(dueFacts({ automation: { status } }))).toEqual({ ...answer, saw: { status } });
  });
});

describe("a sequence that is", () => {
  test.for([
    ["active", { answer: "pass" }],
    ["paused", { answer: "hold", reason: "automation_paused" }],
    ["completed", { answer: "exit", reason: "sequence_cancelled" }],
    ["cancelled", { answer: "exit", reason: "sequence_cancelled" }],
    ["failed", { answer: "exit", reason: "sequence_cancelled" }],
  ] as const)("%s: %j", ([status, answer]) => {
    expect(sequenceActive.check(dueFacts({ sequence: { status } }))).toEqual({ ...answer, saw: { status } });
  });
});

test("an event that ends the sequence ends it, and is named with its time", () => {
  expect(notExited.check(dueFacts())).toEqual({ answer: "pass", saw: { seen: null } });
  expect(notExited.check(dueFacts({ exit: { on: "order_created", at: NOON } }))).toEqual({
    answer: "exit",
    reason: "exited",
    saw: { on: "order_created", at: "2026-05-04T16:00:00Z" },
  });
});
