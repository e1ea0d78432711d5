import { describe, expect, test } from "vitest";
import { awaitedBy, dueAtOf, step, formatStep } from "#core/actions/index.ts";
import { advance } from "#core/engine/advance.ts";
import { awaitedEventOf, type SequenceInterest, type RecordedExit } from "#core/engine/exits.ts";
import { definitionOf, say } from "../definitions.ts";
import { at } from "../instant.ts";
import { moment } from "./scenarios.ts";

const ENTERED = at("2026-05-04T15:00:00Z");
const SINCE = at("2026-05-04T16:00:00Z");
const wait = (match: "customer" | "subject") => ({
  id: "wait",
  type: "wait_for_event",
  config: { on: "order_fulfilled", match, timeout: { amount: 2, unit: "days" as const } },
  arms: [
    { id: "happened", steps: [say("yes")] },
    { id: "timed_out", steps: [] },
  ],
});
const definition = definitionOf({ steps: [wait("customer"), say("after")] });
const inside: SequenceInterest = { definition, subject: "order:1", customerId: "rosa", factsAt: ENTERED };
const seen = (different: Partial<RecordedExit> = {}): RecordedExit => ({
  recognised: ["order_fulfilled"],
  subject: "order:9",
  relatedSubject: null,
  customerId: "rosa",
  triggeredAt: SINCE.add({ minutes: 5 }),
  ...different,
});
const hears = (match: "customer" | "subject", ...events: RecordedExit[]) =>
  awaitedEventOf(awaitedBy(step.parse(wait(match))), inside, SINCE, events);

describe("an awaited event", () => {
  test.for([
    ["is heard of the same customer", "customer", {}, true],
    ["at the very moment when the waiting begins", "customer", { triggeredAt: SINCE }, true],
    ["but not before it, though after the entry", "customer", { triggeredAt: SINCE.subtract({ seconds: 1 }) }, false],
    ["but not of another customer", "customer", { customerId: "ben" }, false],
    ["but not of nobody", "customer", { customerId: null }, false],
    ["but not another event", "customer", { recognised: ["order_created"] }, false],
    ["is heard of the same thing, whoever it is about", "subject", { subject: "order:1", customerId: null }, true],
    ["is heard of what belongs to it", "subject", { relatedSubject: "order:1" }, true],
    ["but not of another thing", "subject", {}, false],
    [
      "but not of the same thing before the waiting",
      "subject",
      { subject: "order:1", triggeredAt: SINCE.subtract({ seconds: 1 }) },
      false,
    ],
  ] as const)("%s", ([, match, different, heard]) => {
    expect(hears(match, seen(different))).toEqual(
      heard ? { on: "order_fulfilled", at: seen(different).triggeredAt } : null,
    );
  });

  test("counts once, from its first occurrence, however late it was delivered", () => {
    expect(
      hears(
        "customer",
        seen({ triggeredAt: SINCE.add({ minutes: 9 }) }),
        seen({ triggeredAt: SINCE.add({ minutes: 2 }) }),
      ),
    ).toMatchObject({ at: SINCE.add({ minutes: 2 }) });
  });

  test("is nothing for a step that waits for nothing", () => {
    expect(awaitedEventOf(awaitedBy(step.parse(say("hello"))), inside, SINCE, [seen()])).toBeNull();
  });
});

test("the wait times out in the customer's days", () => {
  const before = { ...moment, now: at("2026-03-07T17:00:00Z") };
  expect(dueAtOf(step.parse(wait("customer")), before, null).toString()).toBe("2026-03-09T16:00:00Z");
});

test("either way leads on: down its arm, or past the step where the arm is empty or left out", () => {
  const to = (arm: string | null) => advance(definition, "wait", { kind: "arm", arm }, moment);
  expect(to("happened")).toMatchObject({ stepId: "yes" });
  expect(to("timed_out")).toMatchObject({ stepId: "after" });
  expect(to("unheard_of")).toMatchObject({ stepId: "after" });
});

test("formats the event and the timeout", () => {
  expect(formatStep(step.parse(wait("customer")), [])).toBe("Wait for “Order fulfilled”, 2 days at most");
});
