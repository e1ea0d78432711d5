import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StepDocument } from "#core/actions/index.ts";
import { diffDefinitions, isEmpty } from "#core/automations/diff.ts";
import { formatChanges } from "#text/changes/format-changes.ts";
import { anyDefinition } from "../core/automations/any-definition.ts";
import { definitionOf, pause, say } from "#tests/core/definitions.ts";

const hi = say("hi", "Hi {{ customer.first_name | default: 'friend' }}");
const flow = (...steps: StepDocument[]) => definitionOf({ name: "Hello", steps });
const before = flow(hi, pause("wait", 2, "days"), say("bye", "Bye"));

describe("the difference between two versions, in words", () => {
  test("a text that was written anew stands beside the old one, without Liquid", () => {
    expect(
      formatChanges(
        before,
        flow(say("hi", "Hello, {{ customer.first_name }}!"), pause("wait", 2, "days"), say("bye", "Bye")),
      ),
    ).toEqual([
      {
        kind: "changed",
        stepId: "hi",
        what: "SMS: “Hello, [First name]!”",
        where: null,
        details: [{ label: "Message", before: "Hi [First name]", after: "Hello, [First name]!" }],
      },
    ]);
  });

  test("a fallback that changed is not hidden", () => {
    const [change] = formatChanges(
      before,
      flow(
        { ...hi, config: { body: "Hi {{ customer.first_name | default: 'you' }}" } },
        pause("wait", 2, "days"),
        say("bye", "Bye"),
      ),
    );
    expect(change?.details).toEqual([
      {
        label: "Message",
        before: "Hi {{ customer.first_name | default: 'friend' }}",
        after: "Hi {{ customer.first_name | default: 'you' }}",
      },
    ]);
  });

  test("steps that came, went and moved say where", () => {
    const after = flow(pause("wait", 2, "days"), hi, say("new", "New"));
    expect(formatChanges(before, after).map(({ kind, stepId, where }) => `${kind} ${stepId} ${where}`)).toEqual([
      "removed bye after “Wait 2 days”",
      expect.stringMatching(/^moved (wait as the first step|hi after “Wait 2 days”)$/),
      "added new after “SMS: ‘Hi [First name]’”",
    ]);
  });

  test("settings of the whole are told together, by their labels", () => {
    const after = definitionOf({
      name: "Hello again",
      steps: [hi, pause("wait", 2, "days"), say("bye", "Bye")],
      reentry: "once",
      conditions: { field: "customer.orders_count", op: "at_least", value: 2 },
    });
    expect(formatChanges(before, after)).toEqual([
      {
        kind: "settings",
        stepId: null,
        what: "Hello again",
        where: null,
        details: [
          { label: "Name", before: "Hello", after: "Hello again" },
          { label: "Entry conditions", before: null, after: "Number of orders is at least 2" },
          { label: "Re-entry", before: "every time", after: "each customer once" },
        ],
      },
    ]);
  });

  test("a way that is asked otherwise is told by its name", () => {
    const fork = (least: number) =>
      flow({
        id: "fork",
        type: "branch",
        arms: [
          {
            id: "loyal",
            name: "Loyal",
            when: { field: "customer.orders_count", op: "at_least", value: least },
            steps: [],
          },
        ],
      });
    expect(formatChanges(fork(2), fork(5))[0]?.details).toEqual([
      {
        label: "Branch “Loyal”",
        before: "If Number of orders is at least 2",
        after: "If Number of orders is at least 5",
      },
    ]);
  });

  test("whatever sets two definitions apart is told, and nothing else is", () => {
    fc.assert(
      fc.property(anyDefinition, anyDefinition, (one, other) => {
        const changes = formatChanges(one, other);
        expect(changes.length === 0).toBe(isEmpty(diffDefinitions(one, other)));
        for (const { what, kind, details } of changes) {
          expect(what).not.toBe("");
          if (kind === "changed" || kind === "settings") expect(details.length).toBeGreaterThan(0);
        }
        expect(formatChanges(one, one)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});
